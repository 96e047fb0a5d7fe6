using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>
/// Takes due sources by a lease in the database: whoever has it polls, and when that process dies, another may once the
/// lease is over.
/// </summary>
internal sealed class PollClaims(IDbContextFactory<IngestDbContext> contexts, TimeProvider time)
{
    /// <summary>Longer than the longest poll with its wait for a place.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>The most overdue first; each row bears the token of this claim.</summary>
    public async Task<List<SourceRow>> TakeAsync(int count, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var token = Guid.NewGuid();
        var now = time.GetUtcNow();
        if (await ClaimAsync(db, token, now, count, ct) == 0)
            return [];
        return await db
            .Sources.AsNoTracking()
            .Where(s => s.LeasedBy == token)
            .OrderBy(s => s.NextPollAt)
            .ToListAsync(ct);
    }

    /// <summary>Gives back what was taken and not polled.</summary>
    public async Task GiveBackAsync(IReadOnlyCollection<SourceRow> taken, CancellationToken ct)
    {
        var tokens = taken.Select(s => s.LeasedBy).Distinct().ToList();
        var ids = taken.Select(s => s.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db
            .Sources.Where(s => ids.Contains(s.Id) && tokens.Contains(s.LeasedBy))
            .ExecuteUpdateAsync(
                row =>
                    row.SetProperty(s => s.LeasedBy, (Guid?)null)
                        .SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null),
                ct
            );
    }

    // Rows that another instance is taking are passed over, not waited for; SQLite has one writer at a time anyway.
    private static Task<int> ClaimAsync(
        IngestDbContext db,
        Guid token,
        DateTimeOffset at,
        int count,
        CancellationToken ct
    )
    {
        var now = at.ToUnixTimeMilliseconds();
        var until = (at + Lease).ToUnixTimeMilliseconds();
        return db is PostgresIngestDbContext
            ? db.Database.ExecuteSqlAsync(
                $"""
                WITH due AS MATERIALIZED (
                    SELECT "Id" FROM "Sources"
                    WHERE "NextPollAt" <= {now} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {now})
                    ORDER BY "NextPollAt" LIMIT {count} FOR UPDATE SKIP LOCKED)
                UPDATE "Sources" SET "LeasedBy" = {token}, "LeasedUntil" = {until}
                FROM due WHERE "Sources"."Id" = due."Id"
                """,
                ct
            )
            : db.Database.ExecuteSqlAsync(
                $"""
                UPDATE "Sources" SET "LeasedBy" = {token}, "LeasedUntil" = {until}
                WHERE "Id" IN (
                    SELECT "Id" FROM "Sources"
                    WHERE "NextPollAt" <= {now} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {now})
                    ORDER BY "NextPollAt" LIMIT {count})
                """,
                ct
            );
    }
}
