using System.Collections.Concurrent;

namespace Syndication.Feeds.Entries;

/// <summary>What this process knows of the store without asking it: fed by changes, corrected by each look.</summary>
internal sealed class StoreView(TimeProvider time) : IDisposable
{
    // Tags and authors are many; a document that has to be read again is no harm.
    private const int MostVersions = 100_000;
    private readonly SemaphoreSlim _news = new(initialCount: 0, maxCount: 1);
    private readonly SemaphoreSlim _changes = new(initialCount: 0, maxCount: 1);
    private volatile Count _count = new("", floor: 0);
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
            && stamp.Version
                >= (count.Versions.TryGetValue(selector, out var version) ? version : count.Floor);
    }

    /// <summary>True while nothing newer than <paramref name="stamp"/> is known of a selection.</summary>
    public bool IsCurrent(Selection selection, Stamp stamp)
    {
        var sources = selection.Sources;
        for (var i = 0; i < sources.Count; i++)
            if (!IsCurrent(sources[i], stamp))
                return false;
        return true;
    }

    /// <summary>A change was made here or announced by another process.</summary>
    public void Note(StoreChange change)
    {
        Signal(_changes);
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
            var count = _count;
            // Of what changed before the look, in another epoch or too long ago to be kept, only that it did is known.
            if (count.Epoch != state.Stamp.Epoch || count.Versions.Count > MostVersions || state.IsAfterMany)
                count = new(state.Stamp.Epoch, floor: state.Stamp.Version);
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
    public void Hurry() => Signal(_news);

    /// <summary>Waits until somebody is in a hurry, at most for <paramref name="longest"/>.</summary>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken ct) => _news.WaitAsync(longest, ct);

    /// <summary>Waits until a change was noted since the last wait, at most for <paramref name="longest"/>.</summary>
    public Task<bool> WaitForChangeAsync(TimeSpan longest, CancellationToken ct) =>
        _changes.WaitAsync(longest, ct);

    public void Dispose()
    {
        _news.Dispose();
        _changes.Dispose();
    }

    private static void Signal(SemaphoreSlim waiting)
    {
        try
        {
            waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has already said so.
        }
    }

    private sealed class Count(string epoch, long floor)
    {
        public string Epoch => epoch;

        /// <summary>The least version that whatever is not among <see cref="Versions"/> must have been read at.</summary>
        public long Floor => floor;
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
