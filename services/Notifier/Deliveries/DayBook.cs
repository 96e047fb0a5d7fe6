using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Gives places of readers' days to errands, in one transaction with the mark that an errand has its place: after a crash
/// nobody is counted twice.
/// </summary>
internal sealed class DayBook(NotifierDbContext db, DateTimeOffset now)
{
    /// <summary>Those that have a place now, each with the day that it is of.</summary>
    public async Task<List<(Errand Errand, int Day)>> CountAsync(List<Errand> errands, CancellationToken ct)
    {
        var batches = (
            await db.HoldBatchesAsync([.. errands.Select(e => e.BatchId).Distinct()], ct)
        ).ToDictionary(b => b.Id);
        List<long> readers = [.. errands.Select(e => e.Seq).Distinct().Order()];
        var kept = (await db.HoldReadersAsync(readers, ct)).ToDictionary(r => r.Seq);
        var counted = new List<(Errand Errand, int Day)>();
        foreach (var errand in errands)
        {
            // A lease that was lost is found out when the errand is settled; until then nothing is sent for it.
            if (!batches.TryGetValue(errand.BatchId, out var batch) || IsLost(errand, batch))
                continue;
            if (!kept.TryGetValue(errand.Seq, out var reader) || Place(reader, errand) is not { } day)
                continue;
            Mark(batch, errand);
            counted.Add((errand, day));
        }
        await db.SaveChangesAsync(ct);
        foreach (var (day, count, seqs) in Changes(kept.Values))
            await db
                .Subscriptions.Where(s => seqs.Contains(s.Seq))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.Day, day).SetProperty(s => s.DayCount, count),
                    ct
                );
        return counted;
    }

    private static bool IsLost(Errand errand, Batch batch) =>
        errand.Lease is { } lease && lease != batch.LeaseBy;

    // A clock that was put back over midnight finds the next day begun: it goes on with that, and gives nothing twice.
    private int? Place(ReaderDayCount reader, Errand errand)
    {
        var zone = ReaderDay.Zone(errand.To!.TimeZone);
        if (!ReaderDay.IsRunning(reader.Day, now, zone))
            (reader.Day, reader.DayCount) = (ReaderDay.Of(now, zone), 0);
        if (reader.DayCount >= errand.To.MaxPerDay)
            return null;
        reader.DayCount++;
        reader.IsChanged = true;
        return reader.Day;
    }

    private static void Mark(Batch batch, Errand errand)
    {
        var states = (byte[])batch.States.Clone();
        states[errand.Place] = RecipientStates.Count(
            states[errand.Place],
            isDue: errand.DueLease is not null
        );
        batch.States = states;
    }

    private static IEnumerable<(int Day, int Count, List<long> Readers)> Changes(
        IEnumerable<ReaderDayCount> readers
    ) =>
        readers
            .Where(r => r.IsChanged)
            .GroupBy(r => (r.Day, r.DayCount))
            .Select(g => (g.Key.Day, g.Key.DayCount, g.Select(r => r.Seq).Order().ToList()));
}
