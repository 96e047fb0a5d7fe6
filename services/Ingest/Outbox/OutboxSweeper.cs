using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Drops rows told more than a week ago. Until then they stay: a broker may lose what it confirmed.</summary>
internal sealed partial class OutboxSweeper(
    IDbContextFactory<IngestDbContext> contexts,
    TimeProvider time,
    ILogger<OutboxSweeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    // One long deletion would hold up every article meanwhile.
    private const int AtOnce = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(fault);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task<int> SweepAsync(CancellationToken ct)
    {
        var old = time.GetUtcNow() - Kept;
        var dropped = 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        while (true)
        {
            var some = await db
                .Outbox.Where(o =>
                    db.Outbox.Where(row => row.SentAt != null && row.SentAt < old)
                        .OrderBy(row => row.SentAt)
                        .Select(row => row.Seq)
                        .Take(AtOnce)
                        .Contains(o.Seq)
                )
                .ExecuteDeleteAsync(ct);
            dropped += some;
            if (some < AtOnce)
                return dropped;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old rows of the outbox could not be dropped; trying again in an hour")]
    private partial void SweepFailed(Exception fault);
}
