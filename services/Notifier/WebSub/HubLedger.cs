using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Callbacks;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>Writes down what became of distributions.</summary>
internal sealed partial class HubLedger(UnitOfWork work, TimeProvider time, ILogger<HubLedger> logger)
    : CommitQueue<HubSettlement>(work)
{
    protected override void End(HubSettlement settlement) => settlement.Errand.End();

    protected override async Task WriteAsync(NotifierDbContext db, IReadOnlyList<HubSettlement> page)
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
    }

    protected override void Written(IReadOnlyList<HubSettlement> page)
    {
        foreach (var settlement in page)
            HubMetrics.Count(settlement);
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
    protected override partial void CannotWrite(string reason);
}
