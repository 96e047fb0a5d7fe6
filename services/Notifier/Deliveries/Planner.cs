using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Cuts what goes out into batches and tells the bus of each; at the end says that it is out. Flash alerts wait behind no
/// other.
/// </summary>
internal sealed partial class Planner(
    IDbContextFactory<NotifierDbContext> contexts,
    DispatchSignal signal,
    BatchTelling telling,
    FlashWatch watch,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Planner> logger
) : BackgroundService
{
    // Other instances decide too; their signals do not come here.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private const int PlansAtOnce = 2;

    private readonly SemaphoreSlim _bulk = new(PlansAtOnce);
    private readonly SemaphoreSlim _flash = new(PlansAtOnce);
    private readonly ConcurrentDictionary<Guid, Task> _plans = [];
    private readonly Dictionary<Guid, (long Since, TimeSpan Wait)> _rests = [];
    private ITimer? _timer;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => signal.Wake(), null, Interval, Interval);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_plans.Values)
            .WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        _bulk.Dispose();
        _flash.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        signal.Wake();
        await foreach (var _ in signal.CallsAsync(stoppingToken))
            await Look.OnceAsync(LookAsync, CannotPlan, stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.Dispatches.AsNoTracking().Where(d => !d.IsDone).ToListAsync(ct);
        foreach (
            var dispatch in open.Where(d => !d.IsPlanned).OrderByDescending(d => d.Flash).ThenBy(d => d.Id)
        )
        {
            if (_plans.ContainsKey(dispatch.Id))
                continue;
            var plan = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _plans[dispatch.Id] = plan.Task;
            _ = PlanAsync(dispatch, plan, ct);
        }
        var planned = open.Where(d => d.IsPlanned).ToList();
        foreach (var ended in _rests.Keys.Where(id => !planned.Exists(d => d.Id == id)).ToList())
            _rests.Remove(ended);
        foreach (var dispatch in planned.Where(d => !Rests(d.Id)))
        {
            var now = time.GetUtcNow();
            if (await new DispatchEnd(db, now).LookAsync(dispatch, ct) is { } due)
                _rests[dispatch.Id] = (
                    time.GetTimestamp(),
                    due - now < LongestRest ? due - now : LongestRest
                );
        }
    }

    // By the clock that is never put back.
    private bool Rests(Guid dispatch) =>
        _rests.TryGetValue(dispatch, out var rest) && time.GetElapsedTime(rest.Since) < rest.Wait;

    private async Task PlanAsync(Dispatch dispatch, TaskCompletionSource done, CancellationToken ct)
    {
        var lane = dispatch.Flash ? _flash : _bulk;
        if (dispatch.Flash)
            watch.Begin();
        try
        {
            await lane.WaitAsync(ct);
            try
            {
                await using var db = await contexts.CreateDbContextAsync(ct);
                await foreach (var batch in new Plan(db, dispatch, watch, time).MakeAsync(ct))
                    telling.Tell(batch, ct);
            }
            finally
            {
                lane.Release();
            }
        }
#pragma warning disable CA1031 // whoever looks next goes on from where it stands
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!ct.IsCancellationRequested)
                CannotPlan(e.Message);
        }
        finally
        {
            if (dispatch.Flash)
                watch.End();
            _plans.TryRemove(dispatch.Id, out _);
            done.SetResult();
        }
        if (!ct.IsCancellationRequested)
            signal.Wake();
    }

    [LoggerMessage(LogLevel.Warning, "What is to go out cannot be planned; trying again: {Reason}")]
    private partial void CannotPlan(string reason);
}
