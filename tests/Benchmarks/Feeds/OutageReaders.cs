using System.Diagnostics;
using System.Net;

namespace Syndication.Benchmarks.Feeds;

/// <summary>Readers who ask for known feeds all the while, and now and then for one that nobody asked for before.</summary>
internal sealed class OutageReaders : IDisposable
{
    private const int StrangeEach = 50;
    private readonly HttpClient _http;
    private readonly string[] _known;
    private readonly int _readers;
    private readonly Lock _gate = new();
    private OutageCount _count = new();
    private int _strange;

    public OutageReaders(Uri feeds, string[] known, int readers)
    {
        _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = readers })
        {
            BaseAddress = feeds,
        };
        (_known, _readers) = (known, readers);
    }

    /// <summary>Asks once for each of the known ones.</summary>
    public async Task LearnAsync()
    {
        foreach (var path in _known)
            (await _http.GetAsync(path)).EnsureSuccessStatusCode().Dispose();
    }

    public Task ReadOnAsync(CancellationToken ct) =>
        Task.WhenAll(
            Enumerable
                .Range(0, _readers)
                .Select(i => Task.Run(() => ReadOnAsync(new Random(i), ct), CancellationToken.None))
        );

    /// <summary>What was counted since the last time.</summary>
    public OutageCount Take()
    {
        lock (_gate)
        {
            var count = _count;
            _count = new();
            return count;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task ReadOnAsync(Random random, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var isStrange = random.Next(StrangeEach) == 0;
            var path = isStrange
                ? $"/feeds/all.atom?before={Interlocked.Increment(ref _strange)}000000-{Guid.Empty:N}"
                : _known[random.Next(_known.Length)];
            var start = Stopwatch.GetTimestamp();
            using var answer = await _http.GetAsync(path, CancellationToken.None);
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            Note(answer.StatusCode, isStrange, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private void Note(HttpStatusCode status, bool isStrange, double took)
    {
        lock (_gate)
            _count = isStrange
                ? _count with
                {
                    Strange = _count.Strange + 1,
                    NotYet = _count.NotYet + (status == HttpStatusCode.ServiceUnavailable ? 1 : 0),
                }
                : _count with
                {
                    Answers = _count.Answers + 1,
                    Faults = _count.Faults + (status == HttpStatusCode.OK ? 0 : 1),
                    SlowestMs = Math.Max(_count.SlowestMs, took),
                };
    }
}

/// <param name="Answers">To requests for known feeds.</param>
/// <param name="Faults">Of these, other than 200.</param>
/// <param name="SlowestMs">Of these.</param>
/// <param name="Strange">Answers to requests for feeds that were never asked for.</param>
/// <param name="NotYet">Of these, 503.</param>
internal sealed record OutageCount(
    long Answers = 0,
    long Faults = 0,
    double SlowestMs = 0,
    long Strange = 0,
    long NotYet = 0
);
