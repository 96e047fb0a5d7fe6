using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Writes down what became of distributions: whatever is settled while one commit is on its way to the disk goes with the
/// next. While the database is away it keeps what it has, and nothing new begins.
/// </summary>
internal sealed partial class HubLedger(UnitOfWork work, TimeProvider time, ILogger<HubLedger> logger)
    : BackgroundService
{
    private const int MostAtOnce = 2048;

    // With fewer than so many it waits a moment for company: a commit costs the same for one as for many.
    private const int Company = 64;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly Channel<HubSettlement> _settled = Channel.CreateUnbounded<HubSettlement>();

    public void Settle(HubSettlement settlement)
    {
        if (!_settled.Writer.TryWrite(settlement))
            settlement.Errand.End();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _settled.Writer.TryComplete();
        if (ExecuteTask is { } writing)
            await writing
                .WaitAsync(Farewell, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var page = new List<HubSettlement>(MostAtOnce);
        while (await _settled.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (_settled.Reader.Count < Company && !_settled.Reader.Completion.IsCompleted)
                await Task.Delay(Moment, TimeProvider.System, CancellationToken.None);
            while (page.Count < MostAtOnce && _settled.Reader.TryRead(out var one))
                page.Add(one);
            await WriteAsync(page, stoppingToken);
            page.ForEach(s => s.Errand.End());
            page.ForEach(HubMetrics.Count);
            page.Clear();
        }
    }

    // Until it is written, or nobody waits for it any more.
    private async Task WriteAsync(List<HubSettlement> page, CancellationToken ct)
    {
        for (var isAway = false; ; isAway = true)
        {
            try
            {
                await work.TransactAsync(db => WriteAsync(db, page), CancellationToken.None);
                return;
            }
#pragma warning disable CA1031 // whatever it was: the rows stay due, and callbacks hear the same version once more
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (!isAway)
                    CannotWrite(fault.Message);
                if (ct.IsCancellationRequested)
                    return;
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private async Task<bool> WriteAsync(NotifierDbContext db, List<HubSettlement> page)
    {
        var now = time.GetUtcNow();
        foreach (var taken in page.Where(s => s.Taken).GroupBy(s => s.Errand.What.Version))
        {
            var seqs = taken.Select(s => s.Errand.To.Seq).ToList();
            await db
                .HubSubscriptions.Where(s => seqs.Contains(s.Seq) && s.Sent < taken.Key)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(s => s.Sent, taken.Key)
                        .SetProperty(s => s.SentAt, now)
                        .SetProperty(s => s.Attempts, 0)
                        .SetProperty(s => s.FailingSince, (DateTimeOffset?)null)
                        .SetProperty(s => s.Fault, (string?)null)
                );
        }
        var gone = page.Where(s => s.Gone).Select(s => s.Errand.To.Seq).ToList();
        if (gone.Count > 0)
            await db.HubSubscriptions.Where(s => gone.Contains(s.Seq)).ExecuteDeleteAsync();
        foreach (var failed in page.Where(s => !s.Taken && !s.Gone))
            await PutOffAsync(db, failed, now);
        return true;
    }

    // What was renewed meanwhile has begun anew.
    private static Task<int> PutOffAsync(NotifierDbContext db, HubSettlement failed, DateTimeOffset now)
    {
        var to = failed.Errand.To;
        var since = failed.Attempts == 0 ? to.FailingSince : to.FailingSince ?? now;
        return db
            .HubSubscriptions.Where(s => s.Seq == to.Seq && s.DueAt == to.DueAt)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(s => s.DueAt, failed.DueAt)
                    .SetProperty(s => s.Attempts, failed.Attempts)
                    .SetProperty(s => s.FailingSince, since)
                    .SetProperty(s => s.Fault, failed.Fault ?? to.Fault)
            );
    }

    [LoggerMessage(LogLevel.Warning, "What became of distributions cannot be written down yet: {Reason}")]
    private partial void CannotWrite(string reason);
}
