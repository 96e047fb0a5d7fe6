using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Finds rows that nobody has told yet, and claims them: no other instance gets a row that this one has got.</summary>
internal sealed class OutboxReader(IDbContextFactory<IngestDbContext> contexts)
{
    /// <summary>Claims untold rows in the order of writing.</summary>
    /// <param name="search">Which rows, and for whom.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<List<UntoldRow>> ClaimAsync(OutboxSearch search, int count, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        // Most looks find nothing, and reading costs no flush.
        var claimable = Claimable(db, search);
        if (db.Database.IsNpgsql())
            claimable = InTheirOrder(db, claimable, search);
        var candidates = await claimable
            .Where(row => !search.NotNow.Contains(row.Seq))
            .OrderBy(row => row.Seq)
            .Select(row => row.Seq)
            .Take(count)
            .ToListAsync(ct);
        if (candidates.Count == 0)
            return [];
        await (
            db.Database.IsNpgsql()
                ? ClaimUnlockedAsync(db, candidates, search, ct)
                : Claimable(db, search)
                    .Where(row => candidates.Contains(row.Seq))
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(row => row.LeasedBy, search.Instance)
                                .SetProperty(row => row.LeasedUntil, search.Until),
                        ct
                    )
        );
        return await ClaimedAsync(db, candidates, search, ct);
    }

    /// <summary>Puts off the end of the leases of rows that are being told.</summary>
    public async Task RenewAsync(List<long> seqs, Guid instance, DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db
            .Outbox.Where(row => seqs.Contains(row.Seq) && row.LeasedBy == instance && row.SentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, until), ct);
    }

    /// <summary>
    /// Ends leases that nobody holds any more: an instance's own as it goes, and, where no other instance can be, those of
    /// the run before.
    /// </summary>
    /// <param name="instance">Null for the run before.</param>
    /// <param name="told">Rows whose mark is on its way: they stay leased.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task FreeAsync(Guid? instance, List<long> told, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var leased = db.Outbox.Where(row =>
            row.SentAt == null && row.LeasedBy != null && !told.Contains(row.Seq)
        );
        if (instance is { } own)
            leased = leased.Where(row => row.LeasedBy == own);
        else if (db.Database.IsNpgsql())
            return;
        if (!await leased.AnyAsync(ct))
            return;
        await leased.ExecuteUpdateAsync(
            set =>
                set.SetProperty(row => row.LeasedBy, (Guid?)null)
                    .SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null),
            ct
        );
    }

    // Nobody's, or this instance's own and not on its way from hand to hand.
    private static IQueryable<OutboxRow> Claimable(IngestDbContext db, OutboxSearch search) =>
        db.Outbox.Where(row =>
            row.SentAt == null
            && (
                row.LeasedUntil < search.Now
                || (
                    (row.LeasedUntil == null || row.LeasedBy == search.Instance)
                    && (row.CreatedAt < search.MadeBefore || search.DueAgain.Contains(row.Seq))
                )
            )
        );

    // Behind a row of the same article that another instance is telling, a row waits for its turn: two instances would tell
    // an article's revisions side by side.
    private static IQueryable<OutboxRow> InTheirOrder(
        IngestDbContext db,
        IQueryable<OutboxRow> claimable,
        OutboxSearch search
    ) =>
        claimable.Where(row =>
            !db.Outbox.Any(before =>
                // Said first, so that null is not equal to null below, which no index answers.
                before.ArticleId != null
                && before.ArticleId == row.ArticleId
                && before.Seq < row.Seq
                && before.SentAt == null
                && before.LeasedBy != search.Instance
                && before.LeasedUntil >= search.Now
            )
        );

    // Rows that another instance is claiming just now are passed over instead of waited for, and with them whatever is told
    // of the same articles behind them.
    private static Task<int> ClaimUnlockedAsync(
        IngestDbContext db,
        List<long> candidates,
        OutboxSearch search,
        CancellationToken ct
    )
    {
        var now = search.Now.ToUnixTimeMilliseconds();
        var until = search.Until.ToUnixTimeMilliseconds();
        return db.Database.ExecuteSqlAsync(
            $"""
            WITH free AS MATERIALIZED (
                SELECT "Seq", "ArticleId" FROM "Outbox"
                WHERE "Seq" = ANY ({candidates}) AND "SentAt" IS NULL
                  AND ("LeasedUntil" IS NULL OR "LeasedUntil" < {now} OR "LeasedBy" = {search.Instance})
                FOR UPDATE SKIP LOCKED)
            UPDATE "Outbox" SET "LeasedBy" = {search.Instance}, "LeasedUntil" = {until}
            FROM free
            WHERE "Outbox"."Seq" = free."Seq" AND NOT EXISTS (
                SELECT 1 FROM "Outbox" before
                WHERE before."ArticleId" = free."ArticleId" AND before."Seq" < free."Seq"
                  AND before."SentAt" IS NULL AND before."LeasedBy" IS DISTINCT FROM {search.Instance}
                  AND before."Seq" NOT IN (SELECT "Seq" FROM free))
            """,
            ct
        );
    }

    private static Task<List<UntoldRow>> ClaimedAsync(
        IngestDbContext db,
        List<long> candidates,
        OutboxSearch search,
        CancellationToken ct
    )
    {
        var rows =
            from row in db.Outbox.AsNoTracking()
            where candidates.Contains(row.Seq) && row.SentAt == null
            where row.LeasedBy == search.Instance && row.LeasedUntil == search.Until
            orderby row.Seq
            join revision in db.Revisions
                on new { row.ArticleId, row.Revision } equals new
                {
                    ArticleId = (Guid?)revision.ArticleId,
                    Revision = (int?)revision.Revision,
                }
                into revisions
            from revision in revisions.DefaultIfEmpty()
            select new UntoldRow(
                row.Seq,
                row.MessageId,
                row.Kind,
                row.Body ?? revision!.Document,
                search.Until
            );
        return rows.ToListAsync(ct);
    }
}
