using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// Looks at start whether the keys that readers subscribed with are here. With none of them nobody could be reached, and
/// everybody who comes by would subscribe with the wrong one: then nothing starts.
/// </summary>
internal sealed partial class VapidKeyGuard(
    VapidKeys keys,
    IOptions<VapidOptions> options,
    UnitOfWork work,
    TimeProvider time,
    ILogger<VapidKeyGuard> logger
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await work.ReadAsync(
            db => db.VapidKeys.Select(k => k.PublicKey).ToListAsync(cancellationToken),
            cancellationToken
        );
        var missing = known.Except(keys.PublicKeys, StringComparer.Ordinal).ToList();
        if (options.Value.ForgetLostReaders)
            await ForgetAsync(missing, cancellationToken);
        var withReaders = await HaveReadersAsync(missing, cancellationToken);
        if (withReaders.Count > 0 && !keys.PublicKeys.Intersect(known, StringComparer.Ordinal).Any())
            throw new SettingException(
                "Push:PrivateKey",
                $"readers have subscribed with the key {withReaders[0]}, which is not here. Bring it back "
                    + $"({VapidKeyFile.Name} in the data directory, or this setting), or name it in Push:OldPrivateKeys. If it is lost for good, start once with Push:ForgetLostReaders=true."
            );
        foreach (var key in withReaders)
            KeyIsMissing(key);
        if (!known.Contains(keys.Current.PublicKey, StringComparer.Ordinal))
            await RememberAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<string>> HaveReadersAsync(List<string> missing, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var key in missing)
            if (
                await work.ReadAsync(
                    db =>
                        db.Subscriptions.AnyAsync(
                            s =>
                                s.VapidKey == key
                                && (
                                    s.State == SubscriptionState.Active || s.State == SubscriptionState.Paused
                                ),
                            ct
                        ),
                    ct
                )
            )
                found.Add(key);
        return found;
    }

    private async Task ForgetAsync(List<string> missing, CancellationToken ct)
    {
        var forgotten = await work.ReadAsync(
            db =>
                db.Subscriptions.Where(s => missing.Contains(s.VapidKey))
                    .Where(s => s.State == SubscriptionState.Active || s.State == SubscriptionState.Paused)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(s => s.State, SubscriptionState.Expired)
                                .SetProperty(s => s.Reason, "The key that it was made with is lost."),
                        ct
                    ),
            ct
        );
        if (forgotten > 0)
            ReadersForgotten(forgotten);
    }

    private Task<int> RememberAsync(CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                db.VapidKeys.Add(
                    new() { PublicKey = keys.Current.PublicKey, FirstSeenAt = time.GetUtcNow() }
                );
                try
                {
                    return await db.SaveChangesAsync(ct);
                }
                catch (DbUpdateException)
                    when (db.VapidKeys.AsNoTracking().Any(k => k.PublicKey == keys.Current.PublicKey))
                {
                    // Another instance was first.
                    return 0;
                }
            },
            ct
        );

    [LoggerMessage(
        LogLevel.Error,
        "Readers have subscribed with the key {PublicKey}, which is not here; they get nothing until it is in "
            + "Push:OldPrivateKeys or in a file push-key-old-*.pem"
    )]
    private partial void KeyIsMissing(string publicKey);

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} subscriptions were ended: the keys that they were made with are lost (Push:ForgetLostReaders)"
    )]
    private partial void ReadersForgotten(int count);
}
