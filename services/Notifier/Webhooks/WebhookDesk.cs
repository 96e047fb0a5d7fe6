using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>What the owners of endpoints do with their webhooks.</summary>
internal sealed class WebhookDesk(UnitOfWork work, WebhookSignal signal, TimeProvider time)
{
    /// <summary>Of a publication: each of them is looked at for each event.</summary>
    public const int Most = 1000;

    private static readonly Guid Turn = new("0198a1b0-0000-7000-8000-776562686f6f");

    /// <summary>Makes one, or finds the one that this very call has made before; null where there are too many.</summary>
    /// <param name="wish">Complete.</param>
    /// <param name="call">Whose, with which <c>Idempotency-Key</c>; or null.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(Webhook Hook, bool IsNew)?> CreateAsync(
        WebhookWish wish,
        string? call,
        CancellationToken ct
    )
    {
        var others = 0;
        var made = await work.DoAsync<(Webhook, bool)?>(
            Turn,
            async db =>
            {
                others = await db.Webhooks.CountAsync(ct);
                if (
                    call is not null
                    && await db.Webhooks.SingleOrDefaultAsync(h => h.Call == call, ct) is { } there
                )
                    return (there, false);
                return others >= Most ? null : (db.Webhooks.Add(New(wish, call)).Entity, true);
            },
            ct
        );
        if (others == 0)
            await WebhookPresence.NoticedAsync(ct);
        return made;
    }

    public Task<Webhook?> FindAsync(Guid id, CancellationToken ct) =>
        work.ReadAsync(db => db.Webhooks.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, ct), ct);

    /// <summary>The newest first.</summary>
    public Task<List<Webhook>> ListAsync(Guid? before, int most, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                db.Webhooks.AsNoTracking()
                    .Where(h => before == null || h.Id < before)
                    .OrderByDescending(h => h.Id)
                    .Take(most)
                    .ToListAsync(ct),
            ct
        );

    /// <summary>As it is then; null where there is none.</summary>
    public async Task<Webhook?> ChangeAsync(Guid id, WebhookWish wish, CancellationToken ct)
    {
        var changed = await work.TransactAsync(
            async db =>
            {
                var hook = (await db.HoldWebhooksAsync([id], ct)).SingleOrDefault();
                if (hook is not null)
                    wish.ApplyTo(hook);
                return hook;
            },
            ct
        );
        // What waited goes on.
        signal.Wake();
        return changed;
    }

    /// <summary>Everything of it; false where there is none.</summary>
    public Task<bool> EndAsync(Guid id, CancellationToken ct) =>
        work.ReadAsync(async db => await db.Webhooks.Where(h => h.Id == id).ExecuteDeleteAsync(ct) > 0, ct);

    /// <summary>Another key signs from now on, the one before as well for a while; null where there is none.</summary>
    public Task<Webhook?> RotateAsync(Guid id, TimeSpan overlap, CancellationToken ct)
    {
        var secret = WebhookSecret.New();
        return work.TransactAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                var hook = (await db.HoldWebhooksAsync([id], ct)).SingleOrDefault();
                hook?.Rotate(secret, now + overlap, now);
                return hook;
            },
            ct
        );
    }

    private Webhook New(WebhookWish wish, string? call)
    {
        var now = time.GetUtcNow();
        var hook = new Webhook
        {
            Id = Guid.CreateVersion7(now),
            Url = wish.Url!,
            Topics = [.. wish.Topics!],
            Events = [.. wish.Events ?? WebhookTypes.All],
            MinLevel = wish.MinLevel ?? BreakingLevel.Breaking,
            Secret = WebhookSecret.New(),
            Call = call,
            CreatedAt = now,
        };
        wish.ApplyTo(hook);
        return hook;
    }
}
