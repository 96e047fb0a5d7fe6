using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Caching;

namespace Syndication.Feeds.Entries;

/// <summary>
/// The projection in this process's memory; begins empty, and asks for a rebuild at the first look. Articles lie packed, which
/// is less than half of what they take as objects; those read last are objects, too.
/// </summary>
internal sealed class MemoryEntryStore(StoreView view, TimeProvider time, IOptions<FeedsOptions> options)
    : IEntryStore
{
    private static readonly IReadOnlyCollection<string> Nothing = [];
    private readonly Lock _gate = new();
    private readonly string _epoch = Guid.CreateVersion7().ToString();
    private readonly RecentlyUsed<Guid, Seen> _seen = new(int.MaxValue, options.Value.Articles);
    private readonly Dictionary<Guid, Known> _articles = [];
    private readonly Dictionary<string, MemoryShelf> _shelves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CategoryDefined> _categories = new(StringComparer.Ordinal);
    private readonly MemoryRebuild _rebuild = new(Guid.CreateVersion7());
    private readonly MemoryChanges _changes = new();

    // Others remember the greatest that they were told, over this process's lives.
    private long _version = time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<IReadOnlyCollection<string>> ApplyAsync(Article article, bool replay, CancellationToken ct)
    {
        var packed = ArticlePack.Write(article);
        lock (_gate)
        {
            if (replay && _rebuild.Confirm(article.Id, time.GetUtcNow()))
                view.Hurry();
            var known = _articles.GetValueOrDefault(article.Id);
            if (known is not null && !IsNews(known, article.Revision, packed, replay))
                return Task.FromResult(Nothing);
            var selectors = Selector.Of(article);
            var left = Leave(known);
            _articles[article.Id] = new(article.Revision, packed, Place.Of(article), selectors);
            foreach (var selector in selectors)
                Open(selector).Places.Add(Place.Of(article));
            return Task.FromResult<IReadOnlyCollection<string>>(
                Change(
                    selectors.Union(left, StringComparer.Ordinal),
                    article.RevisedAt,
                    replay ? null : new(article.Id, article.Revision)
                )
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
            return Task.FromResult<IReadOnlyCollection<string>>(
                Change(
                    changed,
                    retraction.RetractedAt,
                    retraction.Replay ? null : new(retraction.ArticleId, retraction.Revision)
                )
            );
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
            Change([Selector.Categories], at: null, news: null);
        }
        return Task.FromResult(true);
    }

    public Task FinishRebuildAsync(RebuildFinished end, CancellationToken ct)
    {
        lock (_gate)
            _rebuild.Finish(end, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<FeedSlice> ReadAsync(SliceRequest request, CancellationToken ct)
    {
        FeedSlice slice;
        Known[] found;
        lock (_gate)
        {
            var stamp = new Stamp(_epoch, _version);
            if (!_rebuild.Complete)
                return Task.FromResult(new FeedSlice { Stamp = stamp, Complete = false });
            List<MemoryShelf> sources =
            [
                .. request.Selection.Sources.Select(s => _shelves.GetValueOrDefault(s)).OfType<MemoryShelf>(),
            ];
            var part = MemorySlice.Of(request, [.. sources.Select(s => s.Places)], IsExcluded);
            found = [.. part.Places.Select(p => _articles[p.Id])];
            slice = new()
            {
                Stamp = stamp,
                Complete = true,
                Known = sources.Count > 0,
                ModifiedAt = sources.Max(s => s.ModifiedAt),
                Older = part.Older,
                Newer = part.Newer,
                IsDeepest = part.IsDeepest,
            };
        }
        return Task.FromResult(slice with { Articles = [.. found.Select(Unpack)] });

        bool IsExcluded(Place place) =>
            request.Selection.Exclude.Any(e => _shelves.GetValueOrDefault(e)?.Places.Contains(place) == true);
    }

    public Task<IReadOnlyList<ChangedSet>> TakeChangesAsync(
        TimeSpan quiet,
        TimeSpan lease,
        CancellationToken ct
    )
    {
        lock (_gate)
            return Task.FromResult(_changes.Take(time.GetUtcNow(), quiet, lease));
    }

    public Task ChangesToldAsync(IReadOnlyList<ChangedSet> told, CancellationToken ct)
    {
        lock (_gate)
            _changes.Told(told, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<DefinedCategories> ReadCategoriesAsync(CancellationToken ct)
    {
        lock (_gate)
            return Task.FromResult(new DefinedCategories(new(_epoch, _version), [.. _categories.Values]));
    }

    public Task<StoreMemory?> ReadMemoryAsync(CancellationToken ct) => Task.FromResult<StoreMemory?>(null);

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
                    // Every change was noted here, where it was made.
                    Versions = stamp == known ? null : new Dictionary<string, long>(StringComparer.Ordinal),
                }
            );
        }
    }

    // What documents are made of again and again is not unpacked each time, and stays the same object as long.
    private Article Unpack(Known known)
    {
        var id = known.Place.Id;
        if (_seen.Find(id) is { } seen && seen.Packed == known.Packed)
            return seen.Article;
        var article = ArticlePack.Read(known.Packed!, out var size);
        _seen.Put(id, new(known.Packed!, article), size);
        return article;
    }

    // A replay may tell the same revision in words that an older release could not write.
    private static bool IsNews(Known known, int revision, byte[] packed, bool replay) =>
        revision > known.Revision
        || (
            replay
            && revision == known.Revision
            && known.Packed is { } there
            && !there.AsSpan().SequenceEqual(packed)
        );

    private IReadOnlyCollection<string> Leave(Known? known)
    {
        foreach (var selector in known?.Selectors ?? [])
            Open(selector).Places.Remove(known!.Place);
        return known?.Selectors ?? [];
    }

    private MemoryShelf Open(string selector) =>
        _shelves.TryGetValue(selector, out var shelf) ? shelf : _shelves[selector] = new();

    // Without an article it is no news: nobody is told.
    private string[] Change(IEnumerable<string> selectors, DateTimeOffset? at, ChangedArticle? news)
    {
        var changed = selectors.ToArray();
        _version++;
        foreach (var shelf in changed.Select(Open))
        {
            if (shelf.ModifiedAt is not { } before || before < at)
                shelf.ModifiedAt = at;
        }
        if (news is not null)
            _changes.Note(changed, _version, time.GetUtcNow(), news);
        view.Note(new StoreChange(new(_epoch, _version), changed));
        return changed;
    }

    /// <summary>An article as last filed; without one, a tombstone.</summary>
    private sealed record Known(
        int Revision,
        byte[]? Packed,
        Place Place,
        IReadOnlyCollection<string> Selectors
    );

    private sealed record Seen(byte[] Packed, Article Article);

    private sealed class MemoryShelf
    {
        public SortedSet<Place> Places { get; } = [];
        public DateTimeOffset? ModifiedAt { get; set; }
    }
}
