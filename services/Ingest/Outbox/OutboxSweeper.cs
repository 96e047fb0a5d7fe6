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
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Outbox.Where(o => o.SentAt != null && o.SentAt < old).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Old rows of the outbox could not be dropped; trying again in an hour")]
    private partial void SweepFailed(Exception fault);
}
