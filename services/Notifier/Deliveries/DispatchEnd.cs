using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>Notes that all batches of a dispatch are done, and that its alert is out.</summary>
internal sealed class DispatchEnd(NotifierDbContext db, DateTimeOffset now)
{
    public async Task LookAsync(Dispatch dispatch, CancellationToken ct)
    {
        if (await db.Batches.AnyAsync(b => b.DispatchId == dispatch.Id && !b.IsDone, ct))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One that was corrected or withdrawn since stays that.
        await db
            .Alerts.Where(a => a.Id == dispatch.AlertId && a.State == AlertState.Sending)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(a => a.State, AlertState.Sent)
                        .SetProperty(a => a.SentAt, a => a.SentAt ?? now),
                ct
            );
        await db
            .Dispatches.Where(d => d.Id == dispatch.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.IsDone, true), ct);
        await transaction.CommitAsync(ct);
    }
}
