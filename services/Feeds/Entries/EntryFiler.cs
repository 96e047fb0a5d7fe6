using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Rebuilds;

namespace Syndication.Feeds.Entries;

/// <summary>Files what the bus tells; once a method has returned, the next request here sees it.</summary>
internal sealed partial class EntryFiler(
    IEntryStore entries,
    CategoryShelf categories,
    StoreWatcher watcher,
    FilingSteps steps,
    ILogger<EntryFiler> logger
)
{
    public async Task FileAsync(Article article, bool replay, CancellationToken ct)
    {
        var changed = await entries.ApplyAsync(article, replay, ct);
        if (changed.Count == 0)
            return;
        ArticleFiled(article.Id, article.Revision);
        // Told again, it is no step: a rebuild of a million articles is not news of any.
        if (!replay)
            steps.Filed(article, changed);
    }

    public async Task RetractAsync(ArticleRetracted retraction, CancellationToken ct)
    {
        var changed = await entries.RetractAsync(retraction, ct);
        if (changed.Count == 0)
            return;
        ArticleWithdrawn(retraction.ArticleId, retraction.Revision);
        if (!retraction.Replay)
            steps.Withdrawn(retraction, changed);
    }

    public async Task DefineAsync(CategoryDefined category, CancellationToken ct)
    {
        if (!await entries.DefineAsync(category, ct))
            return;
        // Version 0 is how every start begins, and no news.
        if (category.Version > 0)
            CategoryFiled(category.Slug, category.State, category.Version);
        await categories.RefreshAsync(ct);
    }

    public async Task FinishRebuildAsync(RebuildFinished end, CancellationToken ct)
    {
        await entries.FinishRebuildAsync(end, ct);
        RebuildEnded(end.RebuildId, end.Articles);
        await watcher.LookAsync(ct);
    }

    [LoggerMessage(LogLevel.Debug, "Article {ArticleId} is filed in revision {Revision}")]
    private partial void ArticleFiled(Guid articleId, int revision);

    [LoggerMessage(LogLevel.Information, "Article {ArticleId} is withdrawn by revision {Revision}")]
    private partial void ArticleWithdrawn(Guid articleId, int revision);

    [LoggerMessage(LogLevel.Information, "Category {Slug} is {State} as of version {Version}")]
    private partial void CategoryFiled(string slug, CategoryState state, long version);

    [LoggerMessage(LogLevel.Information, "Rebuild {RebuildId} has told its {Articles} articles")]
    private partial void RebuildEnded(Guid rebuildId, long articles);
}
