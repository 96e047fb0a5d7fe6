using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using Syndication.Formats;
using Syndication.Formats.Opml;

namespace Syndication.Testing.Fuzz;

/// <summary>
/// What a reader owes to any document: a feed or one typed failure, soon and with little memory; and a feed that was
/// read can be written, well-formed, in every format. The reader of lists owes the same.
/// </summary>
public static class FuzzJudge
{
    /// <summary>For one document.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Allocated for one document, and so at least its peak.</summary>
    public const long MostBytes = 200L * 1024 * 1024;

    private const int LongestReason = 2_000;

    /// <summary>Null where all is well; else what went wrong.</summary>
    /// <param name="spoilt">The document.</param>
    /// <param name="longest">How long it may take; null where the machine may be busy with other things.</param>
    /// <param name="isRead">Whether a feed came of it.</param>
    public static string? FaultOf(FuzzCase spoilt, TimeSpan? longest, out bool isRead)
    {
        var start = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Feed? feed = null;
        var fault =
            FaultOf(() => feed = FeedReader.Read(spoilt.Document, spoilt.Options).Feed)
            ?? FaultOf(() => OpmlReader.Read(spoilt.Document, spoilt.Options));
        isRead = feed is not null;
        var took = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return fault is not null ? fault
            : took > longest ? $"It took {took.TotalSeconds:F1} s."
            : allocated > MostBytes ? $"It took {allocated >> 20} MiB."
            : feed is null ? null
            : Written(feed);
    }

    private static string? FaultOf(Func<object> read)
    {
        try
        {
            _ = read();
            return null;
        }
        catch (UnreadableFeedException refusal)
        {
            var isFit = refusal.Reason.Length is > 0 and <= LongestReason && refusal.Line >= 0;
            return isFit ? null : "The refusal is too long, or of no line.";
        }
#pragma warning disable CA1031 // whatever it is, it is the fault that is looked for
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return $"It threw {fault}";
        }
    }

    private static string? Written(Feed feed)
    {
        foreach (var format in FeedFormat.All)
        {
            var output = new ArrayBufferWriter<byte>();
            try
            {
                FeedWriter.Write(feed, format, output);
                Check(format, output.WrittenMemory);
            }
#pragma warning disable CA1031 // as above
            catch (Exception fault)
#pragma warning restore CA1031
            {
                return $"Written as {format}, it is not well-formed: {fault}";
            }
        }

        return null;
    }

    private static void Check(FeedFormat format, ReadOnlyMemory<byte> document)
    {
        if (format == FeedFormat.Json)
        {
            using var json = JsonDocument.Parse(document);
            return;
        }

        using var stream = new MemoryStream(document.ToArray());
        using var xml = XmlReader.Create(
            stream,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );
        while (xml.Read())
        {
            // Reading is the check.
        }
    }
}
