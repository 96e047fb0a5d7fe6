using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Promises;

/// <summary>
/// Forgets who had an alert, a month after it went out: until then a correction or a withdrawal reaches them. Alerts, acts
/// and figures stay.
/// </summary>
internal sealed partial class BatchTrim(
    UnitOfWork work,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<BatchTrim> logger
) : BackgroundService
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan Tick = TimeSpan.FromHours(1);
    private const int AtOnce = 20;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Look.OnceAsync(TrimAllAsync, CannotTrim, stoppingToken);
    }

    private async Task TrimAllAsync(CancellationToken ct)
    {
        while (await work.ReadAsync(db => TrimAsync(db, ct), ct) == AtOnce)
            continue;
    }

    // One going out at a time, so that nobody waits long for the database.
    private async Task<int> TrimAsync(NotifierDbContext db, CancellationToken ct)
    {
        var before = time.GetUtcNow() - Kept;
        var old = await db
            .Dispatches.Where(d => d.IsDone && d.CreatedAt < before)
            .Where(d => db.Batches.Any(b => b.DispatchId == d.Id))
            .Where(d => !db.DueDeliveries.Any(due => due.AlertId == d.AlertId))
            .Select(d => d.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var id in old)
            await db.Batches.Where(b => b.DispatchId == id).ExecuteDeleteAsync(ct);
        return old.Count;
    }

    [LoggerMessage(LogLevel.Warning, "What is old cannot be trimmed; trying again: {Reason}")]
    private partial void CannotTrim(string reason);
}
