using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>What was sent to an endpoint, and what is sent once more.</summary>
internal sealed class WebhookLog(UnitOfWork work, WebhookSignal signal, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <summary>The newest first.</summary>
    public Task<List<(WebhookDelivery Delivery, WebhookEvent Event)>> ListAsync(
        Guid webhookId,
        WebhookDeliveryState? state,
        long? before,
        int most,
        CancellationToken ct
    ) =>
        work.ReadAsync(
            async db =>
            {
                var found = await db
                    .WebhookDeliveries.AsNoTracking()
                    .Where(d => d.WebhookId == webhookId)
                    .Where(d => state == null || d.State == state)
                    .Where(d => before == null || d.EventSeq < before)
                    .OrderByDescending(d => d.EventSeq)
                    .Take(most)
                    .Join(
                        db.WebhookEvents.AsNoTracking(),
                        d => d.EventSeq,
                        e => e.Seq,
                        (d, e) => new { Delivery = d, Event = e }
                    )
                    .OrderByDescending(f => f.Event.Seq)
                    .ToListAsync(ct);
                return found.ConvertAll(f => (f.Delivery, f.Event));
            },
            ct
        );

    /// <summary>Sends every event since then that the webhook wants, whatever became of it before; returns how many.</summary>
    public async Task<int> ReplayAsync(Webhook hook, DateTimeOffset since, CancellationToken ct)
    {
        var (all, cursor) = (0, (long?)0);
        while (cursor is { } after)
        {
            (cursor, var some) = await ReplaySomeAsync(hook, since, after, ct);
            all += some;
        }
        signal.Wake();
        return all;
    }

    private Task<(long? Cursor, int Count)> ReplaySomeAsync(
        Webhook hook,
        DateTimeOffset since,
        long after,
        CancellationToken ct
    ) =>
        work.TransactAsync<(long?, int)>(
            async db =>
            {
                // What is not fanned out yet comes by itself.
                var page = await db
                    .WebhookEvents.AsNoTracking()
                    .Where(e => e.At >= since && e.Seq > after && e.IsFanned)
                    .OrderBy(e => e.Seq)
                    .Take(AtOnce)
                    .ToListAsync(ct);
                var wanted = page.Where(hook.Wants).Select(e => e.Seq).ToList();
                await SendAgainAsync(db, hook.Id, wanted, ct);
                return (page.Count == AtOnce ? page[^1].Seq : null, wanted.Count);
            },
            ct
        );

    private async Task SendAgainAsync(
        NotifierDbContext db,
        Guid webhookId,
        List<long> events,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var there = await db
            .WebhookDeliveries.Where(d => d.WebhookId == webhookId && events.Contains(d.EventSeq))
            .Select(d => d.EventSeq)
            .ToListAsync(ct);
        // What became of a try that is under way is not written over this: it is somebody's no more.
        await db
            .WebhookDeliveries.Where(d => d.WebhookId == webhookId && there.Contains(d.EventSeq))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.State, WebhookDeliveryState.Waiting)
                        .SetProperty(d => d.Attempts, 0)
                        .SetProperty(d => d.DueAt, now)
                        .SetProperty(d => d.LeaseBy, (Guid?)null)
                        .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null),
                ct
            );
        db.WebhookDeliveries.AddRange(events.Except(there).Select(e => WebhookFan.Of(webhookId, e, now)));
    }
}
