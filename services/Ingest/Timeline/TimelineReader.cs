using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>Puts an article's timeline together: its revisions, when the bus took them, and what others report.</summary>
internal sealed class TimelineReader(ArticleReader articles, IDbContextFactory<IngestDbContext> contexts)
{
    private const int MostRevisions = 200;
    private const int MostReports = 2000;

    // The outbox is found by when it was told. What waited longer than this for the bus is not shown as relayed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Oldest first; null when there is no such article.</summary>
    public async Task<List<TimelineStep>?> OfAsync(Guid id, CancellationToken ct)
    {
        var revisions = await articles.RevisionsAsync(id, int.MaxValue, MostRevisions, ct);
        if (revisions.Count == 0)
            return null;
        revisions.Reverse();
        await using var db = await contexts.CreateDbContextAsync(ct);
        List<TimelineStep> steps = [.. RevisionSteps.Of(revisions)];
        foreach (var (from, to) in Windows(revisions))
            steps.AddRange(await RelayedAsync(db, id, from, to, ct));
        steps.AddRange(await ReportsAsync(db, id, ct));
        // Stable: what has the same instant stays in the order of its making.
        return [.. steps.OrderBy(s => s.At).ThenBy(s => s.Revision)];
    }

    // Edits that follow each other share a window.
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Windows(
        List<StoredArticle> revisions
    )
    {
        var (from, to) = (revisions[0].RevisedAt, revisions[0].RevisedAt + LongestWait);
        foreach (var at in revisions.Skip(1).Select(r => r.RevisedAt))
        {
            if (at > to)
            {
                yield return (from, to);
                from = at;
            }
            to = at + LongestWait;
        }
        yield return (from, to);
    }

    private static async Task<List<TimelineStep>> RelayedAsync(
        IngestDbContext db,
        Guid id,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        var rows = await db
            .Outbox.Where(o => o.SentAt >= from && o.SentAt <= to && o.ArticleId == id)
            .Select(o => new
            {
                o.SentAt,
                o.Revision,
                o.Kind,
            })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(r => new TimelineStep(
                r.SentAt!.Value,
                "relayed",
                "ingest",
                r.Revision ?? 0,
                $"{r.Kind}"
            )),
        ];
    }

    private static async Task<List<TimelineStep>> ReportsAsync(
        IngestDbContext db,
        Guid id,
        CancellationToken ct
    )
    {
        var rows = await db
            .Timeline.AsNoTracking()
            .Where(t => t.ArticleId == id)
            .OrderByDescending(t => t.At)
            .Take(MostReports)
            .ToListAsync(ct);
        return [.. rows.Select(t => new TimelineStep(t.At, t.Step, t.By, t.Revision, t.Detail))];
    }
}
