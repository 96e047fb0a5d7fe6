using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>The projection in this process's memory; begins empty, and asks for a rebuild at the first look.</summary>
internal sealed class MemoryEntryStore(StoreView view, TimeProvider time) : IEntryStore
{
    private static readonly IReadOnlyCollection<string> Nothing = [];
    private readonly Lock _gate = new();
    private readonly string _epoch = Guid.CreateVersion7().ToString();
    private readonly Dictionary<Guid, Known> _articles = [];
    private readonly Dictionary<string, Shelf> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CategoryDefined> _categories = new(StringComparer.Ordinal);
    private readonly MemoryRebuild _rebuild = new(Guid.CreateVersion7());
    private long _version;

    public Task<IReadOnlyCollection<string>> ApplyAsync(Article article, bool replay, CancellationToken ct)
    {
        lock (_gate)
        {
            if (replay && _rebuild.Confirm(article.Id, time.GetUtcNow()))
                view.Hurry();
            var known = _articles.GetValueOrDefault(article.Id);
            if (known is not null && !IsNews(known, article, replay))
                return Task.FromResult(Nothing);
            string[] changed = [Selector.All, .. article.Categories];
            var left = Leave(known);
            _articles[article.Id] = new(article.Revision, article, Place.Of(article), changed);
            foreach (var selector in changed)
                Open(selector).Places.Add(Place.Of(article));
            return Task.FromResult<IReadOnlyCollection<string>>(
                Change(changed.Union(left, StringComparer.Ordinal), article.RevisedAt)
            );
        }
    }

    public Task<IReadOnlyCollection<string>> RetractAsync(ArticleRetracted retraction, CancellationToken ct)
    {
        lock (_gate)
        {
            var known = _articles.GetValueOrDefault(retraction.ArticleId);
            if (known?.Revision >= retraction.Revision)
                return Task.FromResult(Nothing);
            var left = Leave(known);
            _articles[retraction.ArticleId] = new(retraction.Revision, null, default, []);
            var changed = left.Union([Selector.All, .. retraction.Categories], StringComparer.Ordinal);
            return Task.FromResult<IReadOnlyCollection<string>>(Change(changed, retraction.RetractedAt));
        }
    }

    public Task<bool> DefineAsync(CategoryDefined category, CancellationToken ct)
    {
        lock (_gate)
        {
            if (
                _categories.TryGetValue(category.Slug, out var known)
                && !CategoryOrder.Replaces(category, known)
            )
                return Task.FromResult(false);
            _categories[category.Slug] = category;
            Change([Selector.Categories], at: null);
        }
        return Task.FromResult(true);
    }

    public Task FinishRebuildAsync(RebuildFinished end, CancellationToken ct)
    {
        lock (_gate)
            _rebuild.Finish(end, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<FeedSlice> ReadAsync(string selector, int limit, CancellationToken ct)
    {
        lock (_gate)
        {
            var shelf = _feeds.GetValueOrDefault(selector) ?? new();
            return Task.FromResult(
                new FeedSlice
                {
                    Stamp = new(_epoch, shelf.Version),
                    Complete = _rebuild.Complete,
                    ModifiedAt = _rebuild.Complete ? shelf.ModifiedAt : null,
                    Articles = _rebuild.Complete ? Newest(shelf, limit) : [],
                }
            );
        }
    }

    public Task<DefinedCategories> ReadCategoriesAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            var version = _feeds.GetValueOrDefault(Selector.Categories)?.Version ?? 0;
            return Task.FromResult(new DefinedCategories(new(_epoch, version), [.. _categories.Values]));
        }
    }

    public Task<StoreState> ProbeAsync(Stamp known, CancellationToken ct)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var gaveUp = _rebuild.GiveUpIfDue(now);
            var stamp = new Stamp(_epoch, _version);
            return Task.FromResult(
                new StoreState
                {
                    Stamp = stamp,
                    Complete = _rebuild.Complete,
                    Rebuild = _rebuild.Pending,
                    Ask = _rebuild.AskIfDue(now),
                    GaveUp = gaveUp,
                    Versions =
                        stamp == known
                            ? null
                            : _feeds.ToDictionary(f => f.Key, f => f.Value.Version, StringComparer.Ordinal),
                }
            );
        }
    }

    // A replay may tell the same revision in words that an older release could not write.
    private static bool IsNews(Known known, Article article, bool replay) =>
        article.Revision > known.Revision
        || (
            replay
            && article.Revision == known.Revision
            && known.Article is { } there
            && !ArticleJson.Write(there).AsSpan().SequenceEqual(ArticleJson.Write(article))
        );

    private IReadOnlyCollection<string> Leave(Known? known)
    {
        foreach (var selector in known?.Selectors ?? [])
            Open(selector).Places.Remove(known!.Place);
        return known?.Selectors ?? [];
    }

    private Article[] Newest(Shelf shelf, int limit) =>
        [.. shelf.Places.Take(limit).Select(place => _articles[Guid.Parse(place.Id)].Article!)];

    private Shelf Open(string selector) =>
        _feeds.TryGetValue(selector, out var shelf) ? shelf : _feeds[selector] = new();

    private string[] Change(IEnumerable<string> selectors, DateTimeOffset? at)
    {
        var changed = selectors.ToArray();
        _version++;
        foreach (var shelf in changed.Select(Open))
        {
            shelf.Version = _version;
            if (shelf.ModifiedAt is not { } before || before < at)
                shelf.ModifiedAt = at;
        }
        view.Note(new StoreChange(new(_epoch, _version), changed));
        return changed;
    }

    /// <summary>An article as last filed; without one, a tombstone.</summary>
    private sealed record Known(
        int Revision,
        Article? Article,
        Place Place,
        IReadOnlyCollection<string> Selectors
    );

    private sealed class Shelf
    {
        public SortedSet<Place> Places { get; } = new(new NewestFirst());
        public long Version { get; set; }
        public DateTimeOffset? ModifiedAt { get; set; }
    }

    private readonly record struct Place(long At, string Id)
    {
        public static Place Of(Article article) =>
            new(article.PublishedAt.ToUnixTimeMilliseconds(), article.Id.ToString());
    }

    /// <summary>Newest first; by id where the instant is the same, as Redis orders members of one score.</summary>
    private sealed class NewestFirst : IComparer<Place>
    {
        public int Compare(Place x, Place y)
        {
            var byTime = y.At.CompareTo(x.At);
            return byTime != 0 ? byTime : string.CompareOrdinal(y.Id, x.Id);
        }
    }
}
