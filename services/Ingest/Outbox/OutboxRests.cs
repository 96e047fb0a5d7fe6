using System.Collections.Concurrent;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Rows that the bus has refused, and when each is tried again: a fault of one must not hold up the others.
/// </summary>
internal sealed class OutboxRests(TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<long, (int Failures, DateTimeOffset NotBefore)> _resting = new();

    /// <summary>Has a row rest, twice as long with each time.</summary>
    /// <returns>How often so far.</returns>
    public int Put(long seq)
    {
        var failures = _resting.GetValueOrDefault(seq).Failures + 1;
        var pause = Math.Min(Math.Pow(2, failures) / 8, LongestPause.TotalSeconds);
        _resting[seq] = (failures, time.GetUtcNow() + TimeSpan.FromSeconds(pause));
        return failures;
    }

    public void Forget(long seq) => _resting.TryRemove(seq, out _);

    /// <summary>Rows that rest on (true), and those that have rested enough (false).</summary>
    public ILookup<bool, long> At(DateTimeOffset now) =>
        _resting.ToLookup(r => r.Value.NotBefore > now, r => r.Key);
}
