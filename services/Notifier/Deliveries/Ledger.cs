using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Writes down what became of deliveries: whatever is settled while one commit is on its way to the disk goes with the next,
/// whichever batch it is of. While the database is away it keeps what it has.
/// </summary>
internal sealed partial class Ledger(
    IDbContextFactory<NotifierDbContext> contexts,
    AlertBook book,
    Gates gates,
    DispatchSignal signal,
    TimeProvider time,
    ILogger<Ledger> logger
) : BackgroundService
{
    private const int MostAtOnce = 2048;

    // With more than so many nobody is to begin anything.
    private const int MostWaiting = 8192;

    // With fewer than so many it waits a moment for company: a commit costs the same for one as for many.
    private const int Company = 64;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SettledQueue _settled = new();
    private TaskCompletionSource _nextPage = NewPage();

    /// <summary>Takes what became of an errand; its owner hears when it is on disk.</summary>
    public void Settle(Settlement settlement) => _settled.Add(settlement);

    /// <summary>False while so much of a lane is to be written down that nothing more of it should begin.</summary>
    public bool HasRoom(bool flash) => _settled.CountOf(flash) <= MostWaiting;

    /// <summary>Waits for <see cref="HasRoom"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended the wait.</exception>
    public async Task HasRoomAsync(bool flash, CancellationToken ct)
    {
        while (true)
        {
            var page = Volatile.Read(ref _nextPage).Task;
            if (HasRoom(flash))
                return;
            await page.WaitAsync(ct);
        }
    }

    /// <summary>
    /// Counts readers' days beforehand, so that no two alerts at once pass the number: whoever has room is
    /// <see cref="Errand.CountedOn"/> a day afterwards, whoever has none is not.
    /// </summary>
    public async Task CountDaysAsync(List<Errand> errands, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var counted = await new DayBook(db, time.GetUtcNow()).CountAsync(errands, ct);
            await transaction.CommitAsync(ct);
            foreach (var (errand, day) in counted)
                errand.CountedOn = day;
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever settles has stopped before; what is left still goes to the disk.
        _settled.Complete();
        // Of its own: whoever stopped before may have used up the host's time.
        if (ExecuteTask is { } writing)
            await writing
                .WaitAsync(Farewell, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settled = new List<Settlement>(MostAtOnce);
        while (await _settled.WaitAsync())
        {
            if (_settled.Count < Company && !_settled.IsComplete)
                await Task.Delay(Moment, TimeProvider.System, CancellationToken.None);
            _settled.Take(settled, MostAtOnce);
            await WriteAsync(settled, stoppingToken);
            settled.Clear();
            Interlocked.Exchange(ref _nextPage, NewPage()).SetResult();
        }
    }

    private static TaskCompletionSource NewPage() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Until it is written, or nobody waits for it any more.
    private async Task WriteAsync(List<Settlement> settled, CancellationToken ct)
    {
        for (var isAway = false; ; isAway = true)
        {
            try
            {
                await WriteOnceAsync(settled);
                if (isAway)
                    WritesAgain();
                foreach (var settlement in settled)
                    settlement.Errand.Owner.Written(settlement);
                return;
            }
#pragma warning disable CA1031 // a fault of one row is no reason to forget the others
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (!DatabaseOutage.Is(fault) && !DatabaseOutage.IsCollision(fault))
                {
                    await WriteApartAsync(settled, fault, ct);
                    return;
                }
                if (ct.IsCancellationRequested)
                    return;
                if (!isAway)
                    CannotWrite(fault.Message);
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task WriteApartAsync(List<Settlement> settled, Exception fault, CancellationToken ct)
    {
        if (settled.Count > 1)
        {
            await WriteAsync(settled[..(settled.Count / 2)], ct);
            await WriteAsync(settled[(settled.Count / 2)..], ct);
            return;
        }
        NotWritten(fault, settled[0].Errand.AlertId);
        settled[0].IsLost = true;
        settled[0].Errand.Owner.Written(settled[0]);
    }

    private async Task WriteOnceAsync(List<Settlement> settled)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var page = new LedgerPage(db, settled, gates.QueueOf, time.GetUtcNow());
            await page.WriteAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            foreach (var alert in page.Alerts.Values)
                book.Put(alert);
            foreach (
                var settlement in settled.Where(s => !s.IsLost && s.Errand.Place >= 0 && !page.IsTrial(s))
            )
                DeliveryMetrics.Count(settlement);
            DeliveryMetrics.Commit(settled.Count);
            if (page.WakesPlanner)
                signal.Wake();
        }
        finally
        {
            _turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "What became of deliveries cannot be written down yet: {Reason}")]
    private partial void CannotWrite(string reason);

    [LoggerMessage(LogLevel.Information, "What became of deliveries is written down again")]
    private partial void WritesAgain();

    [LoggerMessage(
        LogLevel.Error,
        "What became of a delivery of alert {AlertId} could not be written down; it may be made once more"
    )]
    private partial void NotWritten(Exception fault, Guid alertId);
}
