using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>What deliveries tell of subscriptions: gone, failing, well again, and a day's place that was not used.</summary>
internal sealed class ReaderBook(NotifierDbContext db, List<Settlement> settled, DateTimeOffset now)
{
    private static readonly TimeSpan MostFailing = TimeSpan.FromDays(14);

    // Two alerts in two weeks that meet a bad hour are no reason to give a reader up.
    private const int MostFailures = 5;

    public async Task WriteAsync(CancellationToken ct)
    {
        if (Readers(s => s.State == RecipientState.Gone) is { Count: > 0 } gone)
            await ActiveOf(gone)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(s => s.State, SubscriptionState.Gone)
                            .SetProperty(s => s.Reason, "The push service says that it is no more."),
                    ct
                );
        if (Readers(IsFailing) is { Count: > 0 } failing)
            await FailAsync(failing, ct);
        if (Readers(s => s.Accepted && s.Errand.To is { FailingSince: not null }) is { Count: > 0 } well)
            await db
                .Subscriptions.Where(s => well.Contains(s.Seq))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.FailingSince, (DateTimeOffset?)null), ct);
        await GiveBackAsync(ct);
    }

    // Several alerts may have had a place of one reader's day.
    private async Task GiveBackAsync(CancellationToken ct)
    {
        var unused = settled
            .Where(s => s.Errand.CountedOn != 0 && !s.Accepted)
            .GroupBy(s => (s.Errand.CountedOn, s.Errand.Seq))
            .Select(g => (g.Key.CountedOn, g.Key.Seq, Count: g.Count()));
        foreach (var alike in unused.GroupBy(u => (u.CountedOn, u.Count)).ToList())
        {
            var (day, count) = alike.Key;
            List<long> readers = [.. alike.Select(u => u.Seq).Order()];
            await db
                .Subscriptions.Where(s => readers.Contains(s.Seq) && s.Day == day && s.DayCount >= count)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.DayCount, s => s.DayCount - count), ct);
        }
    }

    private async Task FailAsync(List<long> failing, CancellationToken ct)
    {
        var since = now - MostFailing;
        await db
            .Subscriptions.Where(s => failing.Contains(s.Seq))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.Failures, s => s.FailingSince == null ? 1 : s.Failures + 1)
                        .SetProperty(s => s.FailingSince, s => s.FailingSince ?? now),
                ct
            );
        await ActiveOf(failing)
            .Where(s => s.FailingSince <= since && s.Failures >= MostFailures)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.State, SubscriptionState.Expired)
                        .SetProperty(s => s.Reason, "No delivery has succeeded for 14 days."),
                ct
            );
    }

    // What was never tried says nothing of the reader, nor does what would have failed with anybody.
    private static bool IsFailing(Settlement settlement) =>
        (settlement.State == RecipientState.Failed && !settlement.IsOurs)
        || (
            settlement.State == RecipientState.Expired
            && (settlement.Fault is not null || settlement.Errand.Attempts > 0)
        );

    private List<long> Readers(Func<Settlement, bool> which) =>
        [.. settled.Where(which).Select(s => s.Errand.Seq).Distinct().Order()];

    private IQueryable<Subscription> ActiveOf(List<long> readers) =>
        db.Subscriptions.Where(s => readers.Contains(s.Seq) && s.State == SubscriptionState.Active);
}
