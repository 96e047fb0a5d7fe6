using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// The batches that this instance works on: those that the bus brings, and those that nobody has taken for some seconds,
/// straight from the database, so that a broker that is away stops nothing.
/// </summary>
internal sealed partial class BatchRuns(
    IDbContextFactory<NotifierDbContext> contexts,
    Deliverer deliverer,
    Ledger ledger,
    FlashWatch watch,
    AlertBook book,
    IOptions<DeliveryOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<BatchRuns> logger
) : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);
    private const int MostSwept = 16;

    private readonly SemaphoreSlim _bulk = new(options.Value.BatchesAtOnce);
    private readonly SemaphoreSlim _flash = new(options.Value.BatchesAtOnce);
    private readonly ConcurrentDictionary<Guid, BatchRun?> _runs = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Signal _sweep = new();
    private readonly List<IDisposable> _timers = [];
    private Task? _stopping;

    /// <summary>Batches that are worked on or wait for their turn.</summary>
    public int Count => _runs.Count;

    /// <summary>
    /// Works on a batch as soon as there is a turn; returns when nothing more of it begins, or there was nothing. At the end
    /// of this instance too: whoever looks next finds the batch.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it.</exception>
    public async Task TakeAsync(Guid batchId, bool flash, CancellationToken ct)
    {
        if (!_runs.TryAdd(batchId, null))
            return;
        var lane = flash ? _flash : _bulk;
        Task over = Task.CompletedTask;
        if (flash)
            watch.Begin();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stop.Token);
            await lane.WaitAsync(either.Token);
            try
            {
                over = await BeginAsync(batchId, flash, either.Token);
            }
            finally
            {
                lane.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The bus would wait for it, and try it again here.
        }
        finally
        {
            if (flash)
                watch.End();
            _ = ForgetAsync(batchId, over);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anything is taken: a lease of this run must not be among them.
        await FreeOldLeasesAsync(cancellationToken);
        _timers.Add(time.CreateTimer(_ => _sweep.Wake(), null, SweepInterval, SweepInterval));
        _timers.Add(time.CreateTimer(_ => Renew(), null, BatchRun.Renewal, BatchRun.Renewal));
        // The bus stops before this does, and waits for those who take batches.
        _timers.Add(lifetime.ApplicationStopping.Register(() => _ = StopAsync(CancellationToken.None)));
        await base.StartAsync(cancellationToken);
    }

    // A host that is told to stop twice waits twice for the one end.
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stop)
            return _stopping ??= StopOnceAsync();
    }

    public override void Dispose()
    {
        _timers.ForEach(timer => timer.Dispose());
        foreach (var one in (IDisposable[])[_bulk, _flash, _stop, _end])
            one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await foreach (var _ in _sweep.CallsAsync(stoppingToken))
            await Look.OnceAsync(SweepAsync, CannotSweep, stoppingToken);
    }

    private async Task StopOnceAsync()
    {
        await _stop.CancelAsync();
        using var moment = new CancellationTokenSource(Farewell);
        await base.StopAsync(moment.Token);
        await RestAsync(moment.Token);
        await _end.CancelAsync();
        // What was given up leaves its lease to others.
        using var last = new CancellationTokenSource(LastWord);
        await RestAsync(last.Token);
    }

    private async Task RestAsync(CancellationToken ct)
    {
        while (
            !ct.IsCancellationRequested
            && _runs.Values.FirstOrDefault(r => r is { Over.IsCompleted: false }) is { } run
        )
            await run.Over.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Done when nothing more begins; what it gives is done when nothing is under way.
    private async Task<Task> BeginAsync(Guid batchId, bool flash, CancellationToken ct)
    {
        // What is claimed faster than it is written down would pile up here.
        await ledger.HasRoomAsync(flash, ct);
        if (await ClaimAsync(batchId, ct) is not { } load)
            return Task.CompletedTask;
        var run = new BatchRun(load, book.Put(load.Alert), deliverer, ledger, options.Value, time, logger);
        _runs[batchId] = run;
        var over = run.RunAsync(_stop.Token, _end.Token);
        await Task.WhenAny(run.AllBegun, over);
        return over;
    }

    private async Task<BatchLoad?> ClaimAsync(Guid batchId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await BatchLoad.ClaimAsync(db, batchId, time.GetUtcNow(), ct);
    }

    private async Task ForgetAsync(Guid batchId, Task over)
    {
        await over.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _runs.TryRemove(batchId, out var run);
        run?.Dispose();
    }

    private void Renew()
    {
        foreach (var run in _runs.Values)
            run?.Renew();
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // What was made in the future was made before the clock was put back.
        var (before, after) = (now - LeftAlone, now + LeftAlone);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var left = await db
            .Batches.Where(b =>
                !b.IsDone
                && (b.CreatedAt < before || b.CreatedAt > after)
                && (b.LeaseUntil == null || b.LeaseUntil < now)
            )
            .OrderByDescending(b => b.Flash)
            .ThenBy(b => b.CreatedAt)
            .Select(b => new { b.Id, b.Flash })
            .Take(MostSwept + _runs.Count)
            .ToListAsync(ct);
        foreach (var batch in left.Where(b => !_runs.ContainsKey(b.Id)).Take(MostSwept))
            _ = TakeLeftAsync(batch.Id, batch.Flash, ct);
    }

    private async Task TakeLeftAsync(Guid id, bool flash, CancellationToken ct)
    {
        try
        {
            await TakeAsync(id, flash, ct);
        }
#pragma warning disable CA1031 // nobody waits for it; it is found again
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!_stop.IsCancellationRequested)
                CannotSweep(e.Message);
        }
    }

    // Where no other instance can be, those of the run before are nobody's.
    private async Task FreeOldLeasesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (db is not SqliteNotifierDbContext)
            return;
        await db
            .Batches.Where(b => !b.IsDone && b.LeaseUntil != null)
            .ExecuteUpdateAsync(
                // Who had it stays: what was begun may be out.
                set => set.SetProperty(b => b.LeaseUntil, (DateTimeOffset?)null),
                ct
            );
        await db
            .DueDeliveries.Where(d => d.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, DateTimeOffset.UnixEpoch), ct);
        await db
            .Dispatches.Where(d => !d.IsPlanned && d.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null), ct);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Batches that were left behind cannot be taken; looking again: {Reason}"
    )]
    private partial void CannotSweep(string reason);
}
