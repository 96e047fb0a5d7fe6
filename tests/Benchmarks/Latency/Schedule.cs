using System.Diagnostics;

namespace Syndication.Benchmarks.Latency;

/// <summary>When each article is due, told before the first one leaves.</summary>
internal sealed class Schedule
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(50);
    private readonly long[] _due;
    private readonly long _start =
        Stopwatch.GetTimestamp() + (long)(Ahead.TotalSeconds * Stopwatch.Frequency);

    /// <param name="articles">How many, <see cref="LatencySuite.Rate"/> a second.</param>
    /// <param name="random">Instants independent of each other (a Poisson process); null for even steps.</param>
    public Schedule(int articles, Random? random)
    {
        _due = new long[articles];
        var step = (double)Stopwatch.Frequency / LatencySuite.Rate;
        var at = (double)_start;
        for (var i = 0; i < articles; i++)
        {
            _due[i] = (long)at;
            at += random is null ? step : -Math.Log(1 - random.NextDouble()) * step;
        }
    }

    /// <summary>As <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long Due(int article) => _due[article];

    /// <summary>Blocks the calling thread until then; sleeps to within a millisecond, for timers come late.</summary>
    public void WaitFor(int article)
    {
        using var never = new ManualResetEventSlim();
        while (true)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _due[article]);
            if (left <= TimeSpan.Zero)
                return;
            if (left.TotalMilliseconds >= 1)
                never.Wait((int)left.TotalMilliseconds);
            else
                Thread.Yield();
        }
    }
}
