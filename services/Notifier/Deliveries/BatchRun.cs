namespace Syndication.Notifier.Deliveries;

/// <summary>
/// One instance's work on one batch, for as long as it holds the lease. What is on its way or not yet written down is never
/// more than its window: that is what is repeated when this instance dies.
/// </summary>
internal sealed partial class BatchRun(
    BatchLoad load,
    AlertNow alert,
    Deliverer deliverer,
    Ledger ledger,
    DeliveryOptions options,
    TimeProvider time,
    ILogger logger
) : IErrandOwner, IDisposable
{
    /// <summary>What a killed instance leaves behind waits so long.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(10);

    /// <summary>The lease is renewed so often.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    // A lease with less than this left begins nothing.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _window = new(options.AtOncePerBatch);
    private readonly TaskCompletionSource _allBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _leaseUntil = load.LeaseUntil.UtcTicks;
    private long _leaseFrom = time.GetTimestamp();
    private int _open = 1;
    private volatile bool _isLost;
    private volatile bool _gaveUp;

    /// <summary>Nothing more of it begins: it holds nobody up, though some of it may still be under way.</summary>
    public Task AllBegun => _allBegun.Task;

    /// <summary>Nothing of it is under way, and all is written down.</summary>
    public Task Over => _over.Task;

    // By both clocks: the one on the wall may have been put back, and others wait for the lease to end all the same.
    private bool MayBegin =>
        !_isLost
        && time.GetUtcNow().UtcTicks < Interlocked.Read(ref _leaseUntil) - Margin.Ticks
        && time.GetElapsedTime(Interlocked.Read(ref _leaseFrom)) < LeaseLength - Margin;

    /// <summary>Delivers to whoever waits.</summary>
    /// <param name="stop">Nothing more begins.</param>
    /// <param name="end">What is under way is given up.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken end)
    {
        try
        {
            await BeginAllAsync(stop, end);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The rest is somebody else's.
        }
#pragma warning disable CA1031 // mostly the database; the batch stays where it is, and is found again
        catch (Exception fault)
#pragma warning restore CA1031
        {
            BrokeOff(load.Batch.Id, fault.Message);
        }
        finally
        {
            _allBegun.TrySetResult();
            Close();
        }
        await _over.Task;
    }

    /// <summary>Keeps the lease, and sees the alert as it stands.</summary>
    public void Renew()
    {
        if (!_isLost && Volatile.Read(ref _open) > 0)
            ledger.Settle(new(load.Note(this, Errand.Renewal), RecipientState.Waiting));
    }

    public void Dispose() => _window.Dispose();

    public bool Holds(Errand errand) => MayBegin;

    public void Written(Settlement settlement)
    {
        settlement.Errand.Leave();
        if (settlement.IsLost && !_isLost)
        {
            _isLost = true;
            LeaseLost(load.Batch.Id);
        }
        else if (!settlement.IsLost)
        {
            Interlocked.Exchange(ref _leaseUntil, (time.GetUtcNow() + LeaseLength).UtcTicks);
            Interlocked.Exchange(ref _leaseFrom, time.GetTimestamp());
        }
        switch (settlement.Errand.Place)
        {
            case Errand.Renewal:
                return;
            case Errand.End:
                _over.TrySetResult();
                return;
            default:
                FreeWindow(settlement.Errand);
                Close();
                return;
        }
    }

    // A method of its own: what it holds is gone when the last one has begun.
    private async Task BeginAllAsync(CancellationToken stop, CancellationToken end)
    {
        foreach (var errand in await AdmitAsync(load.ErrandsOf(this, time.GetUtcNow()), stop))
        {
            // Strangers have places of their own, and no batch waits for one of those.
            var holdsPlace = !deliverer.IsStrange(errand);
            if (holdsPlace)
                await _window.WaitAsync(stop);
            if (!MayBegin || stop.IsCancellationRequested)
                return;
            errand.HoldsPlace = holdsPlace;
            Interlocked.Increment(ref _open);
            _ = DeliverAsync(errand, end);
        }
    }

    // Whoever is not to get it now costs no place in the window; of the others days are counted before anything goes out.
    private async Task<List<Errand>> AdmitAsync(List<Errand> errands, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var admitted = new List<Errand>(errands.Count);
        foreach (var errand in errands)
        {
            if (SendingPolicy.Decide(errand, alert.Alert, now) is { } instead)
                SettleAtOnce(instead);
            else
                admitted.Add(errand);
        }
        var counted = admitted.FindAll(e => SendingPolicy.Counts(e, alert.Alert));
        if (counted.Count == 0)
            return admitted;
        await ledger.CountDaysAsync(counted, ct);
        foreach (var capped in counted.Where(e => e.CountedOn == 0))
            SettleAtOnce(SendingPolicy.Cap(capped, now));
        return admitted.FindAll(e => !SendingPolicy.Counts(e, alert.Alert));
    }

    private void SettleAtOnce(Settlement settlement)
    {
        Interlocked.Increment(ref _open);
        ledger.Settle(Dry(settlement));
    }

    private async Task DeliverAsync(Errand errand, CancellationToken ct)
    {
        try
        {
            ledger.Settle(Dry(await deliverer.DeliverAsync(errand, alert, ct)));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Whether it was accepted is unknown: it stays waiting.
            _gaveUp = true;
            errand.Leave();
            FreeWindow(errand);
            Close();
        }
#pragma warning disable CA1031 // a fault of ours, such as a key that is none: this reader's, and nobody else's
        catch (Exception fault)
#pragma warning restore CA1031
        {
            CannotDeliver(fault, load.Batch.AlertId);
            ledger.Settle(
                new(errand, RecipientState.Failed) { Fault = "It could not be made ready.", IsOurs = true }
            );
        }
    }

    // Of a dry run nothing waits: what would have been is counted, and that is all.
    private Settlement Dry(Settlement settlement) =>
        alert.Alert.DryRun && settlement.DueAt is not null ? settlement with { DueAt = null } : settlement;

    private void FreeWindow(Errand errand)
    {
        if (errand.HoldsPlace)
            _window.Release();
    }

    // The last one says so in the ledger too, so that the lease ends; a batch that is lost has none to end.
    private void Close()
    {
        if (Interlocked.Decrement(ref _open) > 0)
            return;
        if (_isLost)
            _over.TrySetResult();
        else
            ledger.Settle(new(load.Note(this, Errand.End), RecipientState.Waiting) { MayBeOut = _gaveUp });
    }

    [LoggerMessage(LogLevel.Warning, "Batch {BatchId} is another instance's now; leaving it")]
    private partial void LeaseLost(Guid batchId);

    [LoggerMessage(
        LogLevel.Warning,
        "The work on batch {BatchId} broke off, and is taken up again: {Reason}"
    )]
    private partial void BrokeOff(Guid batchId, string reason);

    [LoggerMessage(LogLevel.Error, "A delivery of alert {AlertId} could not be made ready")]
    private partial void CannotDeliver(Exception fault, Guid alertId);
}
