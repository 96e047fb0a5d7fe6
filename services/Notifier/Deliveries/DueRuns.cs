using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>Takes deliveries from the database when their time has come: retries, ends of quiet hours, digests.</summary>
internal sealed partial class DueRuns(
    IDbContextFactory<NotifierDbContext> contexts,
    Deliverer deliverer,
    Ledger ledger,
    Gates gates,
    AlertBook book,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DueRuns> logger
) : BackgroundService, IErrandOwner
{
    // Of flash alerts as many beside the others: they wait behind none of those.
    private const int Most = 1024;
    private const int Page = 256;

    // Of one queue: several that hang leave room for the others.
    private const int MostOfQueue = 384;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    // What begins now should be written down before another takes it.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _bulk = new(Most, Most);
    private readonly SemaphoreSlim _flash = new(Most, Most);
    private readonly CancellationTokenSource _end = new();
    private readonly Signal _signal = new();
    private readonly ConcurrentDictionary<(Guid Alert, long Seq), Errand> _underWay = [];
    private readonly DueQueues _queues = new(time);
    private CancellationTokenRegistration _stopsEarly;
    private ITimer? _timer;
    private Task? _stopping;
    private int _written;

    // By both clocks: the one on the wall may have been put back.
    public bool Holds(Errand errand) =>
        errand.DueLease > time.GetUtcNow() + Margin
        && time.GetElapsedTime(errand.TakenAt) < DueTaking.LeaseLength - Margin;

    public void Written(Settlement settlement)
    {
        var errand = settlement.Errand;
        errand.Leave();
        _underWay.TryRemove(new((errand.AlertId, errand.Seq), errand));
        if (!errand.HoldsPlace)
            return;
        RoomOf(errand.Flash).Release();
        // There may be more of them than there was room for.
        if (Interlocked.Increment(ref _written) % (Page / 2) == 0)
            _signal.Wake();
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => _signal.Wake(), null, Interval, Interval);
        // The bus stops before this does, and may take its time.
        _stopsEarly = lifetime.ApplicationStopping.Register(() => _ = StopAsync(CancellationToken.None));
        return base.StartAsync(cancellationToken);
    }

    // A host that is told to stop twice waits twice for the one end.
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_end)
            return _stopping ??= StopOnceAsync();
    }

    public override void Dispose()
    {
        _stopsEarly.Dispose();
        _timer?.Dispose();
        foreach (var one in (IDisposable[])[_bulk, _flash, _end])
            one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await foreach (var _ in _signal.CallsAsync(stoppingToken))
            await Look.OnceAsync(TakeAllAsync, CannotTake, stoppingToken);
    }

    private async Task TakeAllAsync(CancellationToken ct)
    {
        do await ledger.HasRoomAsync(flash: true, ct);
        while ((MostNow(flash: true) > 0 || MostNow(flash: false) > 0) && await TakeAsync(ct));
    }

    private SemaphoreSlim RoomOf(bool flash) => flash ? _flash : _bulk;

    private int MostNow(bool flash) => RoomOf(flash).CurrentCount >= Page && ledger.HasRoom(flash) ? Page : 0;

    private int RoomFor(DueQueue queue) =>
        Math.Min(
            gates.RoomFor(queue),
            MostOfQueue
                - _underWay.Values.Count(e =>
                    e.Flash == queue.Flash && e.To is { } to && gates.QueueOf(to.Origin) == queue.Origin
                )
        );

    private bool IsUnderWay(Guid alert, long seq) => _underWay.ContainsKey((alert, seq));

    private async Task StopOnceAsync()
    {
        // What is under way has a moment.
        using var moment = new CancellationTokenSource(Farewell);
        await base.StopAsync(moment.Token);
        foreach (var room in (SemaphoreSlim[])[_flash, _bulk])
            for (var i = 0; i < Most && !moment.IsCancellationRequested; i++)
                await room.WaitAsync(moment.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
    }

    // False when there was nothing.
    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        var (now, at) = (time.GetUtcNow(), time.GetTimestamp());
        await using var db = await contexts.CreateDbContextAsync(ct);
        var taking = await DueTaking.ClaimAsync(db, _queues, RoomFor, IsUnderWay, MostNow, now, ct);
        if (taking.IsEmpty)
            return false;
        foreach (var alert in taking.Alerts.Values)
            book.Put(alert);
        List<Errand> all = [.. taking.ErrandsOf(this, now)];
        foreach (var errand in all.Concat(all.SelectMany(e => e.Others)))
        {
            errand.TakenAt = at;
            _underWay[(errand.AlertId, errand.Seq)] = errand;
        }
        List<Errand> errands;
        try
        {
            errands = await AdmitAsync(all, taking, now, ct);
        }
        catch
        {
            // Their rows are due again when the lease is over.
            foreach (var errand in all.Concat(all.SelectMany(e => e.Others)).Where(e => !e.HoldsPlace))
                _underWay.TryRemove((errand.AlertId, errand.Seq), out _);
            throw;
        }
        foreach (var errand in errands)
        {
            await EnterAsync(errand, ct);
            _ = DeliverAsync(errand, taking, _end.Token);
        }
        return true;
    }

    private async Task<List<Errand>> AdmitAsync(
        List<Errand> errands,
        DueTaking taking,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var admitted = new List<Errand>(errands.Count);
        foreach (var errand in errands)
        {
            if (Decide(errand, taking, now) is { } instead)
                await SettleAsync(instead, ct);
            else
                admitted.Add(errand);
        }
        var counted = admitted.FindAll(e => SendingPolicy.Counts(e, taking.Alerts[e.AlertId]));
        if (counted.Count == 0)
            return admitted;
        await ledger.CountDaysAsync(counted, ct);
        foreach (var capped in counted.Where(e => e.CountedOn == 0))
            await SettleAsync(SendingPolicy.Cap(capped, now), ct);
        return admitted.FindAll(e => !SendingPolicy.Counts(e, taking.Alerts[e.AlertId]));
    }

    private static Settlement? Decide(Errand errand, DueTaking taking, DateTimeOffset now) =>
        taking.Alerts.TryGetValue(errand.AlertId, out var alert)
            ? SendingPolicy.Decide(errand, alert, now)
            : new(errand, RecipientState.Skipped);

    private async Task SettleAsync(Settlement settlement, CancellationToken ct)
    {
        await EnterAsync(settlement.Errand, ct);
        Settle(settlement);
    }

    // There was room for a page. What a digest brings beyond that goes without: nothing here waits for what may hang.
    private async Task EnterAsync(Errand errand, CancellationToken ct) =>
        errand.HoldsPlace = await RoomOf(errand.Flash).WaitAsync(TimeSpan.Zero, ct);

    // What goes together ends together.
    private void Settle(Settlement settlement)
    {
        ledger.Settle(settlement);
        foreach (var other in settlement.Errand.Others)
            ledger.Settle(settlement with { Errand = other });
    }

    private async Task DeliverAsync(Errand errand, DueTaking taking, CancellationToken ct)
    {
        try
        {
            Settle(
                errand.Came == DueReason.Digest
                    ? await deliverer.DeliverAsync(errand, taking.DigestOf(errand), ct)
                    : await deliverer.DeliverAsync(errand, book.Put(taking.Alerts[errand.AlertId]), ct)
            );
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Whether it was accepted is unknown: its row is due again when the lease is over.
        }
#pragma warning disable CA1031 // a fault of ours: this reader's, and nobody else's
        catch (Exception fault)
#pragma warning restore CA1031
        {
            CannotDeliver(fault, errand.AlertId);
            Settle(
                new(errand, RecipientState.Failed) { Fault = "It could not be made ready.", IsOurs = true }
            );
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deliveries that are due cannot be taken; looking again: {Reason}")]
    private partial void CannotTake(string reason);

    [LoggerMessage(LogLevel.Error, "A delivery of alert {AlertId} that was due could not be made ready")]
    private partial void CannotDeliver(Exception fault, Guid alertId);
}
