using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Rebuild;

/// <summary>Tells everything current again, newest first, so that what readers see first is back first.</summary>
internal sealed partial class Replayer(
    IDbContextFactory<IngestDbContext> contexts,
    CategoryBook book,
    IEventPublisher events,
    ILogger<Replayer> logger
)
{
    private const int Page = 500;
    private const int SideBySide = 32;

    public async Task ReplayAsync(Guid rebuildId, CancellationToken ct)
    {
        ReplayStarted(rebuildId);
        await TellAsync(book.Policy.All.Select(c => (object)c.ToContract()), ct);
        var published = 0L;
        PageCursor? after = null;
        while (await PageAsync(after, ct) is { Count: > 0 } page)
        {
            await TellAsync(page.Select(OutboxMessage.Replay), ct);
            published += page.Count(a => a.State == ArticleState.Published);
            after = new(page[^1].PublishedAt, page[^1].Id);
        }
        await events.PublishAsync(new RebuildFinished(rebuildId, published), Guid.CreateVersion7(), ct);
        ReplayEnded(rebuildId, published);
    }

    private Task TellAsync(IEnumerable<object> messages, CancellationToken ct) =>
        Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct },
            async (message, token) => await events.PublishAsync(message, Guid.CreateVersion7(), token)
        );

    // Retracted ones too: a projection that starts from nothing needs its tombstones.
    private async Task<List<StoredArticle>> PageAsync(PageCursor? after, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var articles = db.Articles.AsNoTracking().Where(a => a.EverPublished);
        if (after is { } last)
            articles = articles.Where(a =>
                a.PublishedAt < last.PublishedAt || (a.PublishedAt == last.PublishedAt && a.Id < last.Id)
            );
        var page =
            from article in articles
                .OrderByDescending(a => a.PublishedAt)
                .ThenByDescending(a => a.Id)
                .Take(Page)
            join revision in db.Revisions
                on new { ArticleId = article.Id, article.Revision } equals new
                {
                    revision.ArticleId,
                    revision.Revision,
                }
            orderby article.PublishedAt descending, article.Id descending
            select revision.Document;
        return [.. (await page.ToListAsync(ct)).Select(StoredArticle.FromJson)];
    }

    [LoggerMessage(LogLevel.Information, "Replay {RebuildId} has started")]
    private partial void ReplayStarted(Guid rebuildId);

    [LoggerMessage(LogLevel.Information, "Replay {RebuildId} has told {Articles} articles")]
    private partial void ReplayEnded(Guid rebuildId, long articles);
}
