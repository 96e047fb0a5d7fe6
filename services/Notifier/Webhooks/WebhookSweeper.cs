using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Webhooks;

/// <summary>Forgets events, and what became of them, when they are old.</summary>
internal sealed partial class WebhookSweeper(
    UnitOfWork work,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WebhookSweeper> logger
) : BackgroundService
{
    /// <summary>How long an event can be replayed, and what became of it be looked up.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private const int AtOnce = 1000;

    /// <summary>How many were forgotten.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        // In pieces: what is written meanwhile does not wait for all of them.
        for (var all = 0; ; )
        {
            var some = await SweepSomeAsync(ct);
            all += some;
            if (some < AtOnce)
                return all;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Look.OnceAsync(SweepAsync, CannotSweep, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    // Deliveries go with their events: the foreign key cascades.
    private Task<int> SweepSomeAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow() - Kept;
        return work.ReadAsync(
            async db =>
            {
                var old = await db
                    .WebhookEvents.Where(e => e.At < before)
                    .OrderBy(e => e.At)
                    .Select(e => e.Seq)
                    .Take(AtOnce)
                    .ToListAsync(ct);
                return old.Count == 0
                    ? 0
                    : await db.WebhookEvents.Where(e => old.Contains(e.Seq)).ExecuteDeleteAsync(ct);
            },
            ct
        );
    }

    [LoggerMessage(LogLevel.Warning, "Old events of webhooks cannot be deleted; trying again: {Reason}")]
    private partial void CannotSweep(string reason);
}
