using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>Deliveries whose time has come, claimed for this instance, with all that they need.</summary>
internal sealed class DueTaking
{
    /// <summary>What a killed instance leaves behind waits so long: longer than any call takes.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(1);

    private readonly List<DueDelivery> _rows;
    private readonly DateTimeOffset _lease;

    private DueTaking(List<DueDelivery> rows, DateTimeOffset lease) => (_rows, _lease) = (rows, lease);

    public bool IsEmpty => _rows.Count == 0;

    public Dictionary<Guid, Alert> Alerts { get; private set; } = [];
    private Dictionary<long, Subscription> Readers { get; set; } = [];
    private Dictionary<Guid, (byte[] States, int Sequence)> Batches { get; set; } = [];

    /// <summary>Claims what has been due for longest, of each queue a few, flash alerts first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="queues">Where something is due.</param>
    /// <param name="room">How many of a queue may be taken.</param>
    /// <param name="isUnderWay">What this instance is at already, whatever the clock says of its lease.</param>
    /// <param name="most">How many at most, of flash alerts and of others; a reader's digest may bring more.</param>
    /// <param name="now">What is due by now.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<DueTaking> ClaimAsync(
        NotifierDbContext db,
        DueQueues queues,
        Func<DueQueue, int> room,
        Func<Guid, long, bool> isUnderWay,
        Func<bool, int> most,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var open = (await queues.NextAsync(db, now, ct))
            .Select(q => (Queue: q, Room: room(q)))
            .Where(q => q.Room > 0)
            .ToList();
        if (open.Count == 0)
            return new([], now);
        // Kept in whole milliseconds, so that it is known again.
        var lease = DateTimeOffset.FromUnixTimeMilliseconds((now + LeaseLength).ToUnixTimeMilliseconds());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.HoldDueAsync(ct))
            return new([], lease);
        var rows = new List<DueDelivery>();
        foreach (var lane in open.GroupBy(q => q.Queue.Flash).OrderByDescending(lane => lane.Key))
            if (most(lane.Key) is var page and > 0)
                rows.AddRange(await FindAsync(db, queues, [.. lane], page, isUnderWay, now, ct));
        await AddDigestsAsync(db, rows, now, ct);
        rows.RemoveAll(d => isUnderWay(d.AlertId, d.Seq));
        await LeaseAsync(db, rows, lease, now, ct);
        await transaction.CommitAsync(ct);
        var taking = new DueTaking(rows, lease);
        await taking.LoadAsync(db, ct);
        return taking;
    }

    /// <summary>An errand for each; of a reader's digest one for all of it.</summary>
    public IEnumerable<Errand> ErrandsOf(IErrandOwner owner, DateTimeOffset now)
    {
        var digests = _rows.Where(d => d.Reason == DueReason.Digest && IsNews(d.AlertId)).ToHashSet();
        foreach (var row in _rows.Where(d => !digests.Contains(d)))
            yield return Errand(owner, row, [], now);
        foreach (var ofReader in digests.GroupBy(d => d.Seq))
        {
            var all = ofReader.OrderBy(d => d.AlertId).ToList();
            List<Errand> others = [.. all.Skip(1).Select(d => Errand(owner, d, [], now))];
            var digest = Errand(owner, all[0], others, now);
            // It is one message and has one place of the day, whichever of them it was counted with before.
            foreach (var other in others)
                other.CountedOn = 0;
            yield return digest;
        }
    }

    /// <summary>What a digest tells of.</summary>
    public List<Alert> DigestOf(Errand digest) =>
        [.. digest.Others.Prepend(digest).Select(e => Alerts[e.AlertId])];

    // What is not due yet goes with what is.
    private static async Task AddDigestsAsync(
        NotifierDbContext db,
        List<DueDelivery> rows,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var digests = rows.Where(d => d.Reason == DueReason.Digest).Select(d => d.Seq).Distinct().ToList();
        if (digests.Count > 0)
        {
            rows.RemoveAll(d => d.Reason == DueReason.Digest);
            rows.AddRange(
                await db
                    .DueDeliveries.AsNoTracking()
                    .Where(d => digests.Contains(d.Seq) && d.Reason == DueReason.Digest)
                    .Where(d => d.LeaseUntil == null || d.LeaseUntil < now)
                    .ToListAsync(ct)
            );
        }
    }

    private static async Task LeaseAsync(
        NotifierDbContext db,
        List<DueDelivery> rows,
        DateTimeOffset lease,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        foreach (var ofAlert in rows.GroupBy(d => d.AlertId).ToList())
        {
            var readers = ofAlert.Select(d => d.Seq).ToList();
            await db
                .DueDeliveries.Where(d => d.AlertId == ofAlert.Key && readers.Contains(d.Seq))
                .Where(d => d.LeaseUntil == null || d.LeaseUntil < now)
                .Where(d => d.DueAt <= now || d.Reason == DueReason.Digest)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, lease), ct);
            // What was settled between the look and this is not there any more.
            var claimed = await db
                .DueDeliveries.Where(d => d.AlertId == ofAlert.Key && readers.Contains(d.Seq))
                .Where(d => d.LeaseUntil == lease)
                .Select(d => d.Seq)
                .ToListAsync(ct);
            rows.RemoveAll(d => d.AlertId == ofAlert.Key && !claimed.Contains(d.Seq));
        }
    }

    // Of each queue as many as of any other: one that is slow, or has much to catch up with, holds up nobody.
    private static async Task<List<DueDelivery>> FindAsync(
        NotifierDbContext db,
        DueQueues queues,
        List<(DueQueue Queue, int Room)> open,
        int most,
        Func<Guid, long, bool> isUnderWay,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rows = new List<DueDelivery>();
        foreach (var (queue, room) in open)
        {
            var share = Math.Min(room, Math.Max(1, most / open.Count));
            var found = await HeadAsync(Due(db, queue, now), share, isUnderWay, ct);
            if (found.Count == 0)
                queues.Forget(queue);
            rows.AddRange(found);
        }
        return rows;
    }

    // What this instance is at whose lease is over stands before all others, and hides none of them.
    private static async Task<List<DueDelivery>> HeadAsync(
        IQueryable<DueDelivery> due,
        int most,
        Func<Guid, long, bool> isUnderWay,
        CancellationToken ct
    )
    {
        for (var look = most; ; look *= 4)
        {
            var found = await due.OrderBy(d => d.DueAt).Take(look).ToListAsync(ct);
            var isAll = found.Count < look;
            found.RemoveAll(d => isUnderWay(d.AlertId, d.Seq));
            if (isAll || found.Count >= most)
                return found.Count > most ? found.GetRange(0, most) : found;
        }
    }

    // One range of the index, in its order.
    internal static IQueryable<DueDelivery> Due(NotifierDbContext db, DueQueue queue, DateTimeOffset now) =>
        db
            .DueDeliveries.AsNoTracking()
            .Where(d => d.Origin == queue.Origin && d.Flash == queue.Flash && d.DueAt <= now)
            .Where(d => d.LeaseUntil == null || d.LeaseUntil < now);

    private bool IsNews(Guid alertId) =>
        Alerts.TryGetValue(alertId, out var alert) && alert.State != AlertState.Withdrawn;

    private async Task LoadAsync(NotifierDbContext db, CancellationToken ct)
    {
        List<Guid> alerts = [.. _rows.Select(d => d.AlertId).Distinct()];
        List<Guid> batches = [.. _rows.Select(d => d.BatchId).Distinct()];
        List<long> readers = [.. _rows.Select(d => d.Seq).Distinct()];
        Alerts = await db
            .Alerts.AsNoTracking()
            .Where(a => alerts.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, ct);
        Readers = await db
            .Subscriptions.AsNoTracking()
            .Where(s => readers.Contains(s.Seq))
            .ToDictionaryAsync(s => s.Seq, ct);
        Batches = await db
            .Batches.Where(b => batches.Contains(b.Id))
            .Join(
                db.Dispatches,
                b => b.DispatchId,
                d => d.Id,
                (b, d) =>
                    new
                    {
                        b.Id,
                        b.States,
                        d.Sequence,
                    }
            )
            .ToDictionaryAsync(b => b.Id, b => (b.States, b.Sequence), ct);
    }

    private Errand Errand(IErrandOwner owner, DueDelivery row, List<Errand> others, DateTimeOffset now)
    {
        var to = Readers.GetValueOrDefault(row.Seq);
        var batch = Batches.GetValueOrDefault(row.BatchId);
        var isCounted =
            batch.States is { } states && RecipientStates.Of(states[row.Place]) == RecipientState.DueCounted;
        return new()
        {
            Owner = owner,
            AlertId = row.AlertId,
            BatchId = row.BatchId,
            Place = row.Place,
            Seq = row.Seq,
            Kind = row.Kind,
            Sequence = batch.Sequence,
            Flash = row.Flash,
            To = to,
            ExpiresAt = row.ExpiresAt,
            Attempts = row.Attempts,
            Came = row.Reason,
            Version = Alerts.GetValueOrDefault(row.AlertId)?.Sequence ?? 0,
            MayBeOut = row.LeaseUntil is not null,
            DueLease = _lease,
            Others = others,
            CountedOn =
                isCounted || others.Exists(o => o.CountedOn != 0) ? ReaderDay.StillCounted(to, now) : 0,
        };
    }
}
