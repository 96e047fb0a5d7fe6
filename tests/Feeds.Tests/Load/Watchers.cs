using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;

namespace Syndication.Feeds.Tests.Load;

/// <summary>
/// Readers who ask all the while, each in its format, every coding in turn, and note whatever should not be: an answer other
/// than 200, bytes that are not those of their tag, a document that cannot be parsed or lacks entries, news late by a second.
/// </summary>
internal sealed class Watchers : IAsyncDisposable
{
    public static readonly string[] Formats = ["rss", "atom", "json"];
    public static readonly string[] Codings = ["", "gzip", "br"];
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly TimeSpan LateAt = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<(long At, string Id)> _news = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _least;
    private readonly Task[] _reading;
    private long _answers;

    /// <param name="hosts">Whom they ask, for <paramref name="path"/> with every format.</param>
    /// <param name="path">Without a suffix.</param>
    /// <param name="least">Entries that are in every document.</param>
    public Watchers(IEnumerable<FeedsHost> hosts, string path, int least)
    {
        _least = least;
        _reading = [.. hosts.SelectMany(h => Formats.Select(f => ReadOnAsync(h, $"{path}.{f}", f)))];
    }

    /// <summary>How often they were answered.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>What they noted, each once.</summary>
    public IReadOnlyCollection<string> Complaints => [.. _complaints.Distinct().Take(10)];

    /// <summary>Of this article, the newest, the newsroom has been told that it is out.</summary>
    public void Expect(Guid id) => _news.Enqueue((Stopwatch.GetTimestamp(), $"urn:uuid:{id}"));

    /// <summary>Each has read so often again.</summary>
    public Task ReadOnAsync(int times) => UntilAsync(Answers + times * _reading.Length);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading);
        _stop.Dispose();
    }

    private Task UntilAsync(long answers) =>
        FeedsHost.UntilAsync(() => Task.FromResult(Answers >= answers), "the readers should read on");

    private async Task ReadOnAsync(FeedsHost host, string path, string format)
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            try
            {
                await ReadAsync(host, path, format, Codings[i % Codings.Length]);
            }
#pragma warning disable CA1031 // whatever it was, no reader should have met it
            catch (Exception e)
#pragma warning restore CA1031
            {
                _complaints.Enqueue($"{path}: {e.GetType().Name}: {e.Message}");
            }
            Interlocked.Increment(ref _answers);
        }
    }

    private async Task ReadAsync(FeedsHost host, string path, string format, string coding)
    {
        var expected = Expected(Stopwatch.GetTimestamp());
        using var answer = await host.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", coding));
        var bytes = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            _complaints.Enqueue($"{path}: {(int)answer.StatusCode}");
            return;
        }
        if (answer.Headers.ETag!.Tag != Tag(bytes))
            _complaints.Enqueue($"{path} {coding}: the bytes are not those of the tag");
        var ids = Ids(Packing.Undo(bytes, coding), format);
        if (ids.Count < _least)
            _complaints.Enqueue($"{path}: {ids.Count} entries");
        if (expected is not null && !ids.Contains(expected))
            _complaints.Enqueue($"{path}: {expected} is not there after {LateAt}");
    }

    // What was told last a second ago or earlier; feeds are long enough for all that came since.
    private string? Expected(long now)
    {
        string? last = null;
        foreach (var (at, id) in _news)
            if (Stopwatch.GetElapsedTime(at, now) > LateAt)
                last = id;
        return last;
    }

    private static string Tag(byte[] bytes) =>
        $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 16))}\"";

    private static HashSet<string> Ids(byte[] document, string format)
    {
        if (format == "json")
        {
            using var feed = JsonDocument.Parse(document);
            return
            [
                .. feed
                    .RootElement.GetProperty("items")
                    .EnumerateArray()
                    .Select(i => i.GetProperty("id").GetString()!),
            ];
        }
        var root = XDocument.Load(new MemoryStream(document)).Root!;
        return format == "rss"
            ? [.. root.Descendants("item").Select(i => i.Element("guid")!.Value)]
            : [.. root.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value)];
    }
}
