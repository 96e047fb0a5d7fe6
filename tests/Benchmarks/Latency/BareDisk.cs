using System.Diagnostics;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Latency;

/// <summary>The reference: what the disk and one GET cost by themselves, of an article's bytes.</summary>
internal sealed class BareDisk(Deployment house) : IDisposable
{
    private readonly byte[] _article = DemoText.Article("latency-bare", "শিরোনাম.", "sports");
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"synd-bench-{Guid.NewGuid():N}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.DeleteOnClose,
        }
    );

    /// <summary>Milliseconds of a write and its fsync.</summary>
    public List<double> Flush { get; } = [];

    /// <summary>The same with one GET of a feed behind it.</summary>
    public List<double> Both { get; } = [];

    public async Task MeasureAsync(int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await _file.WriteAsync(_article);
            _file.Flush(flushToDisk: true);
            Flush.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await house.Reader.GetStringAsync(new Uri("/feeds/sports.json?limit=1", UriKind.Relative));
            Both.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    public void Dispose() => _file.Dispose();
}
