using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>Webhooks that are about to be changed.</summary>
internal static class WebhookRows
{
    /// <summary>Until the transaction ends nobody else changes them; those that are no more are missing.</summary>
    public static async Task<List<Webhook>> HoldWebhooksAsync(
        this NotifierDbContext db,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    )
    {
        // A change that changes nothing holds a row in every database.
        await db
            .Webhooks.Where(h => ids.Contains(h.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.Exhausted, h => h.Exhausted), ct);
        return await db.Webhooks.Where(h => ids.Contains(h.Id)).ToListAsync(ct);
    }
}
