using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Finds rows that nobody has told yet.</summary>
internal sealed class OutboxReader(IDbContextFactory<IngestDbContext> contexts)
{
    /// <summary>Untold rows in the order of writing: those made before an instant, and those that are due again.</summary>
    public async Task<List<UntoldRow>> UntoldAsync(
        DateTimeOffset madeBefore,
        List<long> dueAgain,
        List<long> notNow,
        int count,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows =
            from row in db.Outbox.AsNoTracking()
            where row.SentAt == null && (row.CreatedAt < madeBefore || dueAgain.Contains(row.Seq))
            where !notNow.Contains(row.Seq)
            orderby row.Seq
            join revision in db.Revisions
                on new { row.ArticleId, row.Revision } equals new
                {
                    ArticleId = (Guid?)revision.ArticleId,
                    Revision = (int?)revision.Revision,
                }
                into revisions
            from revision in revisions.DefaultIfEmpty()
            select new UntoldRow(row.Seq, row.MessageId, row.Kind, row.Body ?? revision!.Document);
        return await rows.Take(count).ToListAsync(ct);
    }
}
