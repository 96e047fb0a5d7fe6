using System.Collections.Concurrent;

namespace Syndication.Feeds.Entries;

/// <summary>What this process knows of the store without asking it: fed by changes, corrected by each look.</summary>
internal sealed class StoreView(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _news = new(initialCount: 0, maxCount: 1);
    private volatile Count _count = new("");
    private long _confirmedAt = long.MinValue;
    private int _standing;

    public Standing Standing => (Standing)Volatile.Read(ref _standing);

    /// <summary>When the store was last seen serving, or null.</summary>
    public DateTimeOffset? ConfirmedAt =>
        Volatile.Read(ref _confirmedAt) is var ticks and not long.MinValue
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    /// <summary>The epoch and version as of the last look.</summary>
    public Stamp Looked { get; private set; }

    /// <summary>True while nothing newer than <paramref name="stamp"/> is known of a selector.</summary>
    public bool IsCurrent(string selector, Stamp stamp)
    {
        var count = _count;
        return count.Epoch == stamp.Epoch
            && (!count.Versions.TryGetValue(selector, out var version) || stamp.Version >= version);
    }

    /// <summary>A change was made here or announced by another process.</summary>
    public void Note(StoreChange change)
    {
        var count = _count;
        if (count.Epoch != change.Stamp.Epoch)
            Hurry();
        else
            foreach (var selector in change.Selectors)
                count.Raise(selector, change.Stamp.Version);
    }

    /// <summary>Somebody has looked.</summary>
    public void Note(StoreState state)
    {
        if (state.Versions is { } versions)
        {
            var count = _count.Epoch == state.Stamp.Epoch ? _count : new Count(state.Stamp.Epoch);
            foreach (var (selector, version) in versions)
                count.Raise(selector, version);
            _count = count;
        }
        Looked = state.Stamp;
        if (state.Standing == Standing.Serving)
            Volatile.Write(ref _confirmedAt, time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _standing, (int)state.Standing);
    }

    /// <summary>Somebody has looked, and nobody was there.</summary>
    public void NoteOutage() => Volatile.Write(ref _standing, (int)Standing.Down);

    /// <summary>The next look should not wait for its second.</summary>
    public void Hurry()
    {
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has already said so.
        }
    }

    /// <summary>Waits until somebody is in a hurry, at most for <paramref name="longest"/>.</summary>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken ct) => _news.WaitAsync(longest, ct);

    public void Dispose() => _news.Dispose();

    private sealed class Count(string epoch)
    {
        public string Epoch => epoch;
        public ConcurrentDictionary<string, long> Versions { get; } = new(StringComparer.Ordinal);

        public void Raise(string selector, long version) =>
            Versions.AddOrUpdate(
                selector,
                static (_, to) => to,
                static (_, from, to) => Math.Max(from, to),
                version
            );
    }
}
