using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Outbox;

namespace Syndication.Ingest.Rebuild;

/// <summary>Tells everything current again, newest first, so that what readers see first is back first.</summary>
internal sealed partial class Replayer(
    ArticleReader reader,
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
            after = PageCursor.Behind(page[^1]);
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
    private Task<List<StoredArticle>> PageAsync(PageCursor? after, CancellationToken ct) =>
        reader.ListAsync(new() { EverPublished = true, After = after }, Page, ct);

    [LoggerMessage(LogLevel.Information, "Replay {RebuildId} has started")]
    private partial void ReplayStarted(Guid rebuildId);

    [LoggerMessage(LogLevel.Information, "Replay {RebuildId} has told {Articles} articles")]
    private partial void ReplayEnded(Guid rebuildId, long articles);
}
