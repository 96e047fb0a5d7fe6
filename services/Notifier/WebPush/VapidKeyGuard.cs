using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// Looks at start whether the keys that readers subscribed with are here. With none of them nobody could be reached, and
/// everybody who comes by would subscribe with the wrong one: then nothing starts. Nor does it where several share a database
/// and another one gives readers a newer key.
/// </summary>
internal sealed partial class VapidKeyGuard(
    VapidKeys keys,
    IOptions<VapidOptions> options,
    DataDirectory data,
    UnitOfWork work,
    TimeProvider time,
    ILogger<VapidKeyGuard> logger
) : IHostedService
{
    private const string Setting = "Push:PrivateKey";
    private const string IfItIsLost = "If it is lost for good, start once with Push:ForgetLostReaders=true.";

    // Whoever starts takes turns: of two that bring keys of their own to a new database, the second sees the first one's.
    private static readonly Guid Turn = new("0198a1b0-0000-7000-8000-766170696421");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var verdict = await work.DoAsync(Turn, db => JudgeAsync(db, cancellationToken), cancellationToken);
        if (verdict.Forgotten > 0)
            ReadersForgotten(verdict.Forgotten);
        foreach (var key in verdict.Missing)
            KeyIsMissing(key);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Verdict> JudgeAsync(NotifierDbContext db, CancellationToken ct)
    {
        // The newest at the end: the one that new readers get.
        var known = await db
            .VapidKeys.OrderBy(k => k.FirstSeenAt)
            .ThenBy(k => k.PublicKey)
            .Select(k => k.PublicKey)
            .ToListAsync(ct);
        var missing = known.Except(keys.PublicKeys, StringComparer.Ordinal).ToList();
        var forgotten = 0;
        if (options.Value.ForgetLostReaders && missing.Count > 0)
        {
            forgotten = await ForgetAsync(db, missing, ct);
            known = [.. known.Except(missing, StringComparer.Ordinal)];
            missing = [];
        }
        var withReaders = await HaveReadersAsync(db, missing, ct);
        if (known.Count > 0 && missing.Count == known.Count && withReaders.Count > 0)
            throw NoneIsHere(withReaders[^1]);
        // A database in a file lies beside the key, so nobody else gives readers a key of theirs. On a server somebody may.
        if (db.Database.IsNpgsql() && known.Count > 0 && missing.Contains(known[^1], StringComparer.Ordinal))
            throw AnotherIsInUse(known[^1], hasReaders: known.Contains(keys.Current.PublicKey));
        if (!known.Contains(keys.Current.PublicKey, StringComparer.Ordinal))
            db.VapidKeys.Add(new() { PublicKey = keys.Current.PublicKey, FirstSeenAt = time.GetUtcNow() });
        return new(forgotten, withReaders);
    }

    private static SettingException NoneIsHere(string key) =>
        new(
            Setting,
            $"readers have subscribed with the key {key}, which is not here. Bring it back ({VapidKeyFile.Name} in the data "
                + $"directory, or this setting), or name it in Push:OldPrivateKeys. {IfItIsLost}"
        );

    // With two keys in use, either would miss the readers of the other.
    private SettingException AnotherIsInUse(string key, bool hasReaders)
    {
        var ours = hasReaders
            ? $"rename the one that lies there to {VapidKeyFile.OldName("before")} first"
            : "no reader has the one that lies there";
        return new(
            Setting,
            $"another Notifier of this database gives readers the key {key}, which is not here. Copy {VapidKeyFile.Name} "
                + $"from that Notifier's data directory to '{data.PathOf(VapidKeyFile.Name)}' ({ours}), or give this "
                + $"setting the value that it has there. {IfItIsLost}"
        );
    }

    private static async Task<List<string>> HaveReadersAsync(
        NotifierDbContext db,
        List<string> missing,
        CancellationToken ct
    )
    {
        var found = new List<string>();
        foreach (var key in missing)
            if (await WithReaders(db).AnyAsync(s => s.VapidKey == key, ct))
                found.Add(key);
        return found;
    }

    private static async Task<int> ForgetAsync(
        NotifierDbContext db,
        List<string> missing,
        CancellationToken ct
    )
    {
        await db.VapidKeys.Where(k => missing.Contains(k.PublicKey)).ExecuteDeleteAsync(ct);
        return await WithReaders(db)
            .Where(s => missing.Contains(s.VapidKey))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.State, SubscriptionState.Expired)
                        .SetProperty(s => s.Reason, "The key that it was made with is lost."),
                ct
            );
    }

    private static IQueryable<Subscription> WithReaders(NotifierDbContext db) =>
        db.Subscriptions.Where(s =>
            s.State == SubscriptionState.Active || s.State == SubscriptionState.Paused
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

    /// <param name="Forgotten">Subscriptions that were ended.</param>
    /// <param name="Missing">Keys that readers have, and this process has not.</param>
    private sealed record Verdict(int Forgotten, IReadOnlyList<string> Missing);
}
