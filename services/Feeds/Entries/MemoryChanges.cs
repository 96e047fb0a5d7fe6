namespace Syndication.Feeds.Entries;

/// <summary>Sets that have changed and were not told of yet. Not for several threads at once.</summary>
internal sealed class MemoryChanges
{
    private readonly Dictionary<string, (long Version, DateTimeOffset DueFrom)> _untold = new(
        StringComparer.Ordinal
    );

    // A set that changes again and again is told of all the same: its first change counts.
    public void Note(IEnumerable<string> selectors, long version, DateTimeOffset now)
    {
        foreach (var selector in selectors)
            _untold[selector] = (version, _untold.TryGetValue(selector, out var known) ? known.DueFrom : now);
    }

    public IReadOnlyList<ChangedSet> Take(DateTimeOffset now, TimeSpan quiet, TimeSpan lease)
    {
        List<ChangedSet> due =
        [
            .. _untold
                // What lies further ahead than any lease was noted before the clock was put back.
                .Where(u => now - u.Value.DueFrom >= quiet || u.Value.DueFrom - now > lease)
                .Select(u => new ChangedSet(u.Key, u.Value.Version)),
        ];
        foreach (var (selector, version) in due)
            _untold[selector] = (version, now + lease);
        return due;
    }

    public void Told(IReadOnlyList<ChangedSet> told, DateTimeOffset now)
    {
        foreach (var (selector, version) in told)
        {
            if (!_untold.TryGetValue(selector, out var there))
                continue;
            if (there.Version == version)
                _untold.Remove(selector);
            else
                _untold[selector] = (there.Version, now);
        }
    }
}
