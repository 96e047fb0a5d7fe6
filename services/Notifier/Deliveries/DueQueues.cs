using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// The queues in which something is due. Each is found by a step through the index, from one push service to the next, and
/// remembered for a second: what it costs does not grow with what waits.
/// </summary>
internal sealed class DueQueues(TimeProvider time)
{
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);
    private List<DueQueue> _queues = [];
    private long _readAt;

    /// <summary>Flash alerts' first, then the others; where there are very many, each has its turn.</summary>
    public async Task<List<DueQueue>> NextAsync(
        NotifierDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (_queues.Count == 0 || time.GetElapsedTime(_readAt) >= Remembered)
        {
            var turns = _queues
                .Select((queue, turn) => (queue, turn))
                .ToDictionary(q => q.queue, q => q.turn);
            _readAt = time.GetTimestamp();
            // Whoever was not there before comes first.
            _queues = [.. (await ReadAsync(db, now, ct)).OrderBy(q => turns.GetValueOrDefault(q, -1))];
        }
        List<DueQueue> next =
        [
            .. _queues.Where(q => q.Flash).Take(MostAtOnce),
            .. _queues.Where(q => !q.Flash).Take(MostAtOnce),
        ];
        _queues = [.. _queues.Except(next), .. next];
        return next;
    }

    /// <summary>Nothing in it is due any more.</summary>
    public void Forget(DueQueue queue) => _queues.Remove(queue);

    private static Task<List<DueQueue>> ReadAsync(
        NotifierDbContext db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var at = now.ToUnixTimeMilliseconds();
        return db
            .Database.SqlQuery<DueQueue>(
                $"""
                WITH RECURSIVE origins(origin) AS (
                    SELECT (SELECT min("Origin") FROM "DueDeliveries")
                    UNION ALL
                    SELECT (SELECT min(d."Origin") FROM "DueDeliveries" AS d WHERE d."Origin" > o.origin)
                    FROM origins AS o WHERE o.origin IS NOT NULL
                ), lanes(flash) AS (VALUES (TRUE), (FALSE))
                SELECT o.origin AS "Origin", l.flash AS "Flash" FROM origins AS o CROSS JOIN lanes AS l
                WHERE o.origin IS NOT NULL AND (
                    SELECT 1 FROM "DueDeliveries" AS d
                    WHERE d."Origin" = o.origin AND d."Flash" = l.flash AND d."DueAt" <= {at}
                        AND (d."LeaseUntil" IS NULL OR d."LeaseUntil" < {at})
                    ORDER BY d."DueAt" LIMIT 1) IS NOT NULL
                """
            )
            .ToListAsync(ct);
    }
}
