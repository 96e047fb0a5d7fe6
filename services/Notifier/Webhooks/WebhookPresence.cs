using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>
/// Whether anybody has a webhook: asked for each article, and so not looked up for each. Whoever makes the first one waits
/// until every instance has noticed.
/// </summary>
internal sealed class WebhookPresence(UnitOfWork work)
{
    // By the machine's own clock: it is about the age of an answer, and no more.
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private volatile Snapshot? _seen;

    public async ValueTask<bool> AnyAsync(CancellationToken ct)
    {
        if (_seen is { } seen && Clock.GetElapsedTime(seen.At) < Fresh)
            return seen.Any;
        // Before it is looked up: what changes meanwhile is noticed in time.
        var at = Clock.GetTimestamp();
        var any = await work.ReadAsync(db => db.Webhooks.AnyAsync(ct), ct);
        _seen = new(any, at);
        return any;
    }

    /// <summary>Until no instance believes any longer that there is none.</summary>
    public static Task NoticedAsync(CancellationToken ct) => Task.Delay(2 * Fresh, Clock, ct);

    private sealed record Snapshot(bool Any, long At);
}
