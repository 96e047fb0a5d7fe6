using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>
/// The projection. It takes any message in any order and any number of times: of each article the greatest revision
/// stays, and a retraction leaves a tombstone for good.
/// </summary>
/// <remarks>Every member throws <see cref="Hosting.Bus.OutageException"/> while the store does not answer.</remarks>
internal interface IEntryStore
{
    /// <summary>Files an article unless this revision or a later one is known.</summary>
    /// <param name="article">The article.</param>
    /// <param name="replay">True when told again by a rebuild: it counts towards its end.</param>
    /// <param name="ct">Ends the wait; the change may happen all the same.</param>
    /// <returns>The selectors that changed, also those it has left; none when there was nothing to file.</returns>
    Task<IReadOnlyCollection<string>> ApplyAsync(Article article, bool replay, CancellationToken ct);

    /// <summary>Takes an article out of every feed unless this revision or a later one is known.</summary>
    /// <returns>The selectors that changed; none when there was nothing to do.</returns>
    Task<IReadOnlyCollection<string>> RetractAsync(ArticleRetracted retraction, CancellationToken ct);

    /// <summary>Keeps a category's definition unless a later one is known; true when something changed.</summary>
    Task<bool> DefineAsync(CategoryDefined category, CancellationToken ct);

    /// <summary>Ends the rebuild, once all of its articles have come; another rebuild's end is nothing.</summary>
    Task FinishRebuildAsync(RebuildFinished end, CancellationToken ct);

    /// <summary>A part of a selection. Each article is as of the slice's stamp, or newer.</summary>
    Task<FeedSlice> ReadAsync(SliceRequest request, CancellationToken ct);

    /// <summary>
    /// Sets that have changed since they were last told of, and rest for <paramref name="quiet"/>; whoever gets them has them
    /// for <paramref name="lease"/>, then another may. Changes that a rebuild makes are not among them.
    /// </summary>
    Task<IReadOnlyList<ChangedSet>> TakeChangesAsync(TimeSpan quiet, TimeSpan lease, CancellationToken ct);

    /// <summary>They have been told of, as far as they had changed then.</summary>
    Task ChangesToldAsync(IReadOnlyList<ChangedSet> told, CancellationToken ct);

    Task<DefinedCategories> ReadCategoriesAsync(CancellationToken ct);

    /// <summary>Looks at the store; begins an epoch or renews a rebuild's request where that is due.</summary>
    /// <param name="known">The stamp as of the last look.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<StoreState> ProbeAsync(Stamp known, CancellationToken ct);

    /// <summary>How full it is; null where that is nothing to watch, or is not told.</summary>
    Task<StoreMemory?> ReadMemoryAsync(CancellationToken ct);
}
