using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>Drops reports that are a month old, a few at a time.</summary>
internal sealed class TimelinePruner(IDbContextFactory<IngestDbContext> contexts, TimeProvider time)
{
    private const int AtOnce = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <returns>How many were dropped.</returns>
    public async Task<int> PruneAsync(CancellationToken ct)
    {
        var old = time.GetUtcNow() - Kept;
        var dropped = 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        while (true)
        {
            var some = await db
                .Timeline.Where(t =>
                    db.Timeline.Where(row => row.At < old)
                        .OrderBy(row => row.At)
                        .Select(row => row.Seq)
                        .Take(AtOnce)
                        .Contains(t.Seq)
                )
                .ExecuteDeleteAsync(ct);
            dropped += some;
            if (some < AtOnce)
                return dropped;
        }
    }
}
