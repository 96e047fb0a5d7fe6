using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Syndication.Ingest.Articles;

/// <summary>Cuts a body into lines while it comes in; holds no more than one line.</summary>
internal static class NdjsonLines
{
    /// <summary>Bytes; what a single article may have.</summary>
    public const int LongestLine = 4 << 20;

    public static async IAsyncEnumerable<NdjsonLine> ReadAsync(
        PipeReader body,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var number = 0;
        var skipping = false;
        while (true)
        {
            var read = await body.ReadAsync(ct);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                number++;
                if (Line(number, line, skipping) is { } found)
                    yield return found;
                skipping = false;
            }
            if (buffer.Length > LongestLine)
            {
                skipping = true;
                buffer = buffer.Slice(buffer.End);
            }
            if (read.IsCompleted)
            {
                // Copied before the buffer is given back.
                var last = Line(number + 1, buffer, skipping);
                body.AdvanceTo(read.Buffer.End);
                if (last is not null)
                    yield return last;
                yield break;
            }
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static NdjsonLine? Line(int number, ReadOnlySequence<byte> bytes, bool tooLong)
    {
        if (tooLong || bytes.Length > LongestLine)
            return new(number, default, TooLong: true);
        var line = bytes.ToArray().AsMemory();
        // A byte order mark, as editors on Windows write it, is no part of the first article.
        if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];
        return line.Span.Trim(" \t\r"u8).IsEmpty ? null : new(number, line, TooLong: false);
    }
}
