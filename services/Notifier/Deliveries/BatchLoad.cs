using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>A batch that this instance has claimed, with all that its deliveries need.</summary>
internal sealed class BatchLoad
{
    public required Batch Batch { get; init; }
    public required Dispatch Dispatch { get; init; }
    public required Alert Alert { get; init; }
    public required Guid Lease { get; init; }
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Somebody had begun with it and did not come to an end: some of it may be out that nobody has noted.</summary>
    private bool WasBegun { get; init; }
    private Dictionary<long, Subscription> Readers { get; set; } = [];

    /// <summary>Null where there is nothing to do, or another has it.</summary>
    public static async Task<BatchLoad?> ClaimAsync(
        NotifierDbContext db,
        Guid batchId,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var lease = Guid.NewGuid();
        var until = now + BatchRun.LeaseLength;
        var before = await db
            .Batches.Where(b => b.Id == batchId)
            .Select(b => b.LeaseBy)
            .SingleOrDefaultAsync(ct);
        var claimed = await db
            .Batches.Where(b => b.Id == batchId && !b.IsDone && (b.LeaseUntil == null || b.LeaseUntil < now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(b => b.LeaseUntil, until).SetProperty(b => b.LeaseBy, lease),
                ct
            );
        if (claimed == 0)
            return null;
        var batch = await db.Batches.AsNoTracking().SingleAsync(b => b.Id == batchId, ct);
        var dispatch = await db.Dispatches.AsNoTracking().SingleAsync(d => d.Id == batch.DispatchId, ct);
        var alert = await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == batch.AlertId, ct);
        var waiting = Waiting(batch).Select(w => w.Seq).ToList();
        var readers = await db
            .Subscriptions.AsNoTracking()
            .Where(s => waiting.Contains(s.Seq))
            .ToListAsync(ct);
        return new()
        {
            Batch = batch,
            Dispatch = dispatch,
            Alert = alert,
            Lease = lease,
            LeaseUntil = until,
            WasBegun = before is not null,
            Readers = readers.ToDictionary(r => r.Seq),
        };
    }

    /// <summary>An errand for each that waits; once.</summary>
    public List<Errand> ErrandsOf(BatchRun run, DateTimeOffset now)
    {
        var expires = RetrySchedule.ExpiryOf(Batch.Kind, Dispatch.CreatedAt, Alert.TimeToLive);
        var readers = Readers;
        // Whoever is done with is not kept for the sake of one that hangs.
        Readers = [];
        return
        [
            .. Waiting(Batch)
                .Select(w =>
                {
                    var errand = Errand(run, w.Place, w.Seq, expires, readers.GetValueOrDefault(w.Seq));
                    if (RecipientStates.Of(Batch.States[w.Place]) == RecipientState.Counted)
                        errand.CountedOn = ReaderDay.StillCounted(errand.To, now);
                    return errand;
                }),
        ];
    }

    /// <summary>What is no delivery, but goes the same way.</summary>
    public Errand Note(BatchRun run, int place) => Errand(run, place, 0, expires: null, to: null);

    private Errand Errand(BatchRun run, int place, long seq, DateTimeOffset? expires, Subscription? to) =>
        new()
        {
            Owner = run,
            AlertId = Batch.AlertId,
            BatchId = Batch.Id,
            Place = place,
            Seq = seq,
            Kind = Batch.Kind,
            Sequence = Dispatch.Sequence,
            Flash = Batch.Flash,
            To = to,
            ExpiresAt = expires,
            Lease = Lease,
            // Any of them: a withdrawal too many is better than one that is missing.
            MayBeOut = WasBegun,
        };

    private static IEnumerable<(int Place, long Seq)> Waiting(Batch batch)
    {
        var recipients = RecipientList.Unpack(batch.Recipients);
        for (var place = 0; place < recipients.Length; place++)
            if (RecipientStates.IsOpen(batch.States[place]))
                yield return (place, recipients[place]);
    }
}
