using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// Marks those whose push service said beforehand how long they hold, and forgets those whose readers left by the link
/// some time ago, or paused and have not come by for very long.
/// </summary>
internal sealed partial class SubscriptionSweeper(
    UnitOfWork work,
    TimeProvider time,
    ILogger<SubscriptionSweeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    // So long can leaving be undone.
    private static readonly TimeSpan Regret = TimeSpan.FromDays(30);

    // Nobody pushes to whoever pauses, so nobody would ever tell that the browser is no more.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(365);

    /// <summary>How many were marked, and how many forgotten.</summary>
    public Task<(int Expired, int Forgotten)> SweepAsync(CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                var expired = await db
                    .Subscriptions.Where(s => s.State == SubscriptionState.Active && s.ExpiresAt < now)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(s => s.State, SubscriptionState.Expired)
                                .SetProperty(
                                    s => s.Reason,
                                    "Its push service held it until then, and the reader has not come back."
                                ),
                        ct
                    );
                var left = db.Subscriptions.Where(s =>
                    s.State == SubscriptionState.Paused
                    && (
                        s.SeenAt < now - LongestPause
                        || s.Reason == SubscriptionDesk.Unsubscribed && s.SeenAt < now - Regret
                    )
                );
                // Topics go with it: the foreign key cascades.
                return (expired, await left.ExecuteDeleteAsync(ct));
            },
            ct
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                var (expired, forgotten) = await SweepAsync(stoppingToken);
                if (expired + forgotten > 0)
                    Swept(expired, forgotten);
            }
            catch (OutageException fault)
            {
                NotSwept(fault);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Expired} subscriptions have expired, {Forgotten} were forgotten")]
    private partial void Swept(int expired, int forgotten);

    [LoggerMessage(LogLevel.Warning, "Subscriptions were not swept; the next hour does it")]
    private partial void NotSwept(Exception fault);
}
