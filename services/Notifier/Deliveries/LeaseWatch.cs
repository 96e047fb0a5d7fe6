using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Frees leases that lie too far ahead: of whoever died before the clock was put back, by an hour perhaps, in which nobody would
/// go on. Whoever lives renews or ends its lease; one that is still the same when its length has passed is nobody's.
/// </summary>
internal sealed partial class LeaseWatch(
    IDbContextFactory<NotifierDbContext> contexts,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LeaseWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // All rows are looked at, of which there may be a million.
    private static readonly TimeSpan DueInterval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string Of, DateTimeOffset Until), long> _seen = [];
    private readonly Signal _signal = new();
    private ITimer? _timer;
    private long? _sawDue;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => _signal.Wake(), null, Interval, Interval);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await foreach (var _ in _signal.CallsAsync(stoppingToken))
            await Look.OnceAsync(LookAsync, CannotLook, stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var batches = db.Batches.Where(b => !b.IsDone);
        await FreeAsync(
            "batches",
            BatchRun.LeaseLength,
            far => batches.Where(b => b.LeaseUntil > far).Select(b => b.LeaseUntil!.Value),
            // Who had it stays: what was begun may be out.
            until =>
                batches
                    .Where(b => b.LeaseUntil == until)
                    .ExecuteUpdateAsync(s => s.SetProperty(b => b.LeaseUntil, (DateTimeOffset?)null), ct),
            ct
        );
        var dispatches = db.Dispatches.Where(d => !d.IsPlanned);
        await FreeAsync(
            "dispatches",
            Plan.LeaseLength,
            far => dispatches.Where(d => d.LeaseUntil > far).Select(d => d.LeaseUntil!.Value),
            until =>
                dispatches
                    .Where(d => d.LeaseUntil == until)
                    .ExecuteUpdateAsync(s => s.SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null), ct),
            ct
        );
        if (_sawDue is { } before && time.GetElapsedTime(before) < DueInterval)
            return;
        _sawDue = time.GetTimestamp();
        await FreeAsync(
            "deliveries",
            DueTaking.LeaseLength,
            far => db.DueDeliveries.Where(d => d.LeaseUntil > far).Select(d => d.LeaseUntil!.Value),
            until => FreeDueAsync(db, until, now, ct),
            ct
        );
    }

    // It was taken, so it was due; a digest brings along what is not.
    private static Task<int> FreeDueAsync(
        NotifierDbContext db,
        DateTimeOffset until,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db
            .DueDeliveries.Where(d => d.LeaseUntil == until)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.LeaseUntil, DateTimeOffset.UnixEpoch)
                        .SetProperty(
                            d => d.DueAt,
                            d => d.Reason == DueReason.Digest || d.DueAt < now ? d.DueAt : now
                        ),
                ct
            );

    private async Task FreeAsync(
        string of,
        TimeSpan length,
        Func<DateTimeOffset, IQueryable<DateTimeOffset>> beyond,
        Func<DateTimeOffset, Task<int>> freeAsync,
        CancellationToken ct
    )
    {
        var ahead = (await beyond(time.GetUtcNow() + (2 * length)).Distinct().ToListAsync(ct)).ToHashSet();
        foreach (var (seen, _) in _seen.Where(s => s.Key.Of == of && !ahead.Contains(s.Key.Until)).ToList())
            _seen.Remove(seen);
        foreach (var until in ahead)
        {
            if (_seen.TryAdd((of, until), time.GetTimestamp()))
                continue;
            if (time.GetElapsedTime(_seen[(of, until)]) < length)
                continue;
            _seen.Remove((of, until));
            var freed = await freeAsync(until);
            if (freed > 0)
                LeasesFreed(freed, of);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The leases of {Count} {Of} lay in the future and nobody used them; they were freed: was the clock put back?"
    )]
    private partial void LeasesFreed(int count, string of);

    [LoggerMessage(LogLevel.Warning, "Leases cannot be looked at; looking again: {Reason}")]
    private partial void CannotLook(string reason);
}
