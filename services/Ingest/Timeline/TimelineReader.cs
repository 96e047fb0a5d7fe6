using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>Puts an article's timeline together: its revisions, when the bus took them, and what others report.</summary>
internal sealed class TimelineReader(ArticleReader articles, IDbContextFactory<IngestDbContext> contexts)
{
    private const int MostRevisions = 200;
    private const int MostReports = 2000;

    /// <summary>Oldest first; null when there is no such article.</summary>
    public async Task<List<TimelineStep>?> OfAsync(Guid id, CancellationToken ct)
    {
        var revisions = await articles.RevisionsAsync(id, int.MaxValue, MostRevisions, ct);
        if (revisions.Count == 0)
            return null;
        revisions.Reverse();
        await using var db = await contexts.CreateDbContextAsync(ct);
        List<TimelineStep> steps = [.. RevisionSteps.Of(revisions)];
        steps.AddRange(await RelayedAsync(db, id, ct));
        steps.AddRange(await ReportsAsync(db, id, ct));
        // Stable: what has the same instant stays in the order of its making.
        return [.. steps.OrderBy(s => s.At).ThenBy(s => s.Revision)];
    }

    private static async Task<List<TimelineStep>> RelayedAsync(
        IngestDbContext db,
        Guid id,
        CancellationToken ct
    )
    {
        var rows = await db
            .Outbox.Where(o => o.ArticleId == id && o.SentAt != null)
            .OrderByDescending(o => o.SentAt)
            .Take(MostReports)
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

    // Told twice, as a bus may tell it, it happened once: when it was first told. What Ingest notes itself stays.
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
            .ThenByDescending(t => t.Seq)
            .Take(MostReports)
            .ToListAsync(ct);
        rows.Reverse();
        return
        [
            .. rows.Select(t => new TimelineStep(t.At, t.Step, t.By, t.Revision, t.Detail))
                .DistinctBy(s => (s.Revision, s.Step, s.By, s.Step == HeldEdit.Step ? s.Detail : null)),
        ];
    }
}
