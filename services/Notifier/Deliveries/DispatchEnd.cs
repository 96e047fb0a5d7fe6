using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Notes that all batches of a dispatch are done and that its alert is out: everybody was tried once, sleeps, or is past the
/// alert's time. Whoever was sent away from a push service that does not answer was not tried, and is waited for ten minutes.
/// </summary>
internal sealed class DispatchEnd(NotifierDbContext db, DateTimeOffset now)
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(10);

    /// <summary>When there is use in looking again; null where it has ended, or its batches say when.</summary>
    public async Task<DateTimeOffset?> LookAsync(Dispatch dispatch, CancellationToken ct)
    {
        if (await db.Batches.AnyAsync(b => b.DispatchId == dispatch.Id && !b.IsDone, ct))
            return null;
        // After that it is out, whoever some of its readers' push services are: they may be anybody's.
        if (
            dispatch.Kind == DispatchKind.Alert
            && now - dispatch.CreatedAt < MostPatience
            && await UntriedAsync(dispatch, ct) is { } due
        )
            return due < dispatch.CreatedAt + MostPatience ? due : dispatch.CreatedAt + MostPatience;
        await EndAsync(dispatch, ct);
        return null;
    }

    // Any of them, and the time before which it stays one: a million that wait are not gone through at every look.
    private Task<DateTimeOffset?> UntriedAsync(Dispatch dispatch, CancellationToken ct) =>
        db
            .DueDeliveries.Where(d => d.AlertId == dispatch.AlertId && d.Kind == DispatchKind.Alert)
            .Where(d => d.Reason == DueReason.Retry && d.Attempts == 0)
            .OrderBy(d => d.Seq)
            .Select(d => (DateTimeOffset?)d.DueAt)
            .FirstOrDefaultAsync(ct);

    private async Task EndAsync(Dispatch dispatch, CancellationToken ct)
    {
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
