using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>Makes of each event a delivery for every webhook that wants it, once, whichever instance comes first.</summary>
internal sealed class WebhookFan(UnitOfWork work)
{
    private const int AtOnce = 100;

    /// <summary>True where there may be more.</summary>
    public async Task<bool> FanAsync(CancellationToken ct) =>
        await work.ReadAsync(db => db.WebhookEvents.AnyAsync(e => !e.IsFanned, ct), ct)
        && await FanSomeAsync(ct);

    private Task<bool> FanSomeAsync(CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                var events = await db
                    .WebhookEvents.AsNoTracking()
                    .Where(e => !e.IsFanned)
                    .OrderBy(e => e.Seq)
                    .Take(AtOnce)
                    .ToListAsync(ct);
                if (events.Count == 0)
                    return false;
                var hooks = await db
                    .Webhooks.AsNoTracking()
                    .Where(h => h.State == WebhookState.Active)
                    .ToListAsync(ct);
                foreach (var what in events)
                    if (await TakeAsync(db, what, ct))
                        db.WebhookDeliveries.AddRange(
                            hooks.Where(h => h.Wants(what)).Select(h => Of(h.Id, what.Seq, what.At))
                        );
                return events.Count == AtOnce;
            },
            ct
        );

    /// <summary>An event that is to go to an endpoint at once.</summary>
    public static WebhookDelivery Of(Guid webhookId, long eventSeq, DateTimeOffset now) =>
        new()
        {
            WebhookId = webhookId,
            EventSeq = eventSeq,
            CreatedAt = now,
            DueAt = now,
        };

    // Waits for another instance that is at it, and finds it done then.
    private static async Task<bool> TakeAsync(
        NotifierDbContext db,
        WebhookEvent what,
        CancellationToken ct
    ) =>
        await db
            .WebhookEvents.Where(e => e.Seq == what.Seq && !e.IsFanned)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.IsFanned, true), ct) == 1;
}
