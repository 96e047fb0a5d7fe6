using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>Sets that have changed and were not told of yet. Not for several threads at once.</summary>
internal sealed class MemoryChanges
{
    private readonly Dictionary<string, Untold> _untold = new(StringComparer.Ordinal);

    // A set that changes again and again is told of all the same: its first change counts.
    public void Note(IEnumerable<string> selectors, long version, DateTimeOffset now, ChangedArticle article)
    {
        foreach (var selector in selectors)
        {
            if (!_untold.TryGetValue(selector, out var set))
                _untold[selector] = set = new() { DueFrom = now };
            set.Version = version;
            if (set.Articles.Count == FeedChanged.MostArticles)
                set.Articles.Dequeue();
            set.Articles.Enqueue((version, article));
        }
    }

    public IReadOnlyList<ChangedSet> Take(DateTimeOffset now, TimeSpan quiet, TimeSpan lease)
    {
        List<ChangedSet> due =
        [
            .. _untold
                // What lies further ahead than any lease was noted before the clock was put back.
                .Where(u => now - u.Value.DueFrom >= quiet || u.Value.DueFrom - now > lease)
                .Select(u => new ChangedSet(u.Key, u.Value.Version)
                {
                    Articles = ChangedSet.Last(u.Value.Articles.Select(a => a.Article)),
                }),
        ];
        foreach (var change in due)
            _untold[change.Selector].DueFrom = now + lease;
        return due;
    }

    public void Told(IReadOnlyList<ChangedSet> told, DateTimeOffset now)
    {
        foreach (var (selector, version) in told)
        {
            if (!_untold.TryGetValue(selector, out var there))
                continue;
            if (there.Version == version)
            {
                _untold.Remove(selector);
                continue;
            }
            there.DueFrom = now;
            while (there.Articles.TryPeek(out var first) && first.Version <= version)
                there.Articles.Dequeue();
        }
    }

    private sealed class Untold
    {
        public long Version { get; set; }
        public DateTimeOffset DueFrom { get; set; }
        public Queue<(long Version, ChangedArticle Article)> Articles { get; } = [];
    }
}
