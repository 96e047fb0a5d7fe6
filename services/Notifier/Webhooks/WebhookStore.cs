using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>Deliveries as whoever sends them sees them. Of several instances one has a delivery at a time.</summary>
internal sealed class WebhookStore(UnitOfWork work, TimeProvider time)
{
    /// <summary>How long a delivery is one instance's: longer than a try takes, and what it came to is written.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Webhooks that something is due for, and nobody has it.</summary>
    public Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return work.ReadAsync(
            db =>
                db.Webhooks.Where(h =>
                        h.State == WebhookState.Active && (h.RestUntil == null || h.RestUntil <= now)
                    )
                    .Where(h => Free(db, now).Any(d => d.WebhookId == h.Id))
                    .Select(h => h.Id)
                    .ToListAsync(ct),
            ct
        );
    }

    /// <summary>The webhook and what is due for it, from now on this instance's; null where it takes nothing now.</summary>
    /// <param name="webhookId">Which.</param>
    /// <param name="most">How many.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<(Webhook Hook, List<WebhookErrand> Errands)?> ClaimAsync(
        Guid webhookId,
        int most,
        CancellationToken ct
    ) =>
        work.TransactAsync<(Webhook, List<WebhookErrand>)?>(
            async db =>
            {
                var now = time.GetUtcNow();
                var hook = await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(h => h.Id == webhookId, ct);
                if (hook is not { State: WebhookState.Active } || hook.RestUntil > now)
                    return null;
                var seqs = await Free(db, now)
                    .Where(d => d.WebhookId == webhookId)
                    .OrderBy(d => d.DueAt)
                    .ThenBy(d => d.EventSeq)
                    .Select(d => d.Seq)
                    .Take(most)
                    .ToListAsync(ct);
                return seqs.Count == 0 ? null : (hook, await ClaimAsync(db, hook, seqs, now, ct));
            },
            ct
        );

    /// <summary>They are anybody's again: this instance ends, and knows nothing of them.</summary>
    public Task<int> LeaveAsync(IReadOnlyList<WebhookErrand> errands, CancellationToken ct)
    {
        var seqs = errands.Select(e => e.Delivery.Seq).ToList();
        var mine = errands[0].Delivery.LeaseBy;
        return work.ReadAsync(
            db =>
                db.WebhookDeliveries.Where(d => seqs.Contains(d.Seq) && d.LeaseBy == mine)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null)
                                .SetProperty(d => d.LeaseBy, (Guid?)null),
                        ct
                    ),
            ct
        );
    }

    private static async Task<List<WebhookErrand>> ClaimAsync(
        NotifierDbContext db,
        Webhook hook,
        List<long> seqs,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (me, until) = ((Guid?)Guid.NewGuid(), (DateTimeOffset?)(now + Lease));
        // Whoever was quicker has made them theirs by then.
        await Free(db, now)
            .Where(d => seqs.Contains(d.Seq))
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.LeaseBy, me).SetProperty(d => d.LeaseUntil, until),
                ct
            );
        var mine = await db
            .WebhookDeliveries.AsNoTracking()
            .Where(d => seqs.Contains(d.Seq) && d.LeaseBy == me)
            .Join(
                db.WebhookEvents.AsNoTracking(),
                d => d.EventSeq,
                e => e.Seq,
                (d, e) => new { Delivery = d, Event = e }
            )
            .ToListAsync(ct);
        var host = new Uri(hook.Url).IdnHost;
        return [.. mine.OrderBy(m => m.Event.Seq).Select(m => new WebhookErrand(m.Delivery, m.Event, host))];
    }

    // A time much further away than anybody holds is one of another clock.
    private static IQueryable<WebhookDelivery> Free(NotifierDbContext db, DateTimeOffset now)
    {
        var never = now + (2 * Lease);
        return db.WebhookDeliveries.Where(d =>
            d.State == WebhookDeliveryState.Waiting
            && d.DueAt <= now
            && (d.LeaseUntil == null || d.LeaseUntil <= now || d.LeaseUntil > never)
        );
    }
}
