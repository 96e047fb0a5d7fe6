using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// One transaction of the <see cref="Ledger"/>. Batches are held first, in the order of their ids, and alerts read after
/// that: whoever plans a correction holds the same batches, so a delivery of the old words is seen by one of the two.
/// </summary>
internal sealed class LedgerPage(
    NotifierDbContext db,
    IReadOnlyList<Settlement> settled,
    Func<string, string> queueOf,
    DateTimeOffset now
)
{
    private readonly Dictionary<(Guid Alert, ChannelKind Channel), CountChange> _counts = [];
    private readonly List<Settlement> _valid = [];
    private readonly List<Settlement> _behind = [];

    /// <summary>As they stand now.</summary>
    public Dictionary<Guid, Alert> Alerts { get; private set; } = [];

    /// <summary>A batch is done, or there are new ones.</summary>
    public bool WakesPlanner { get; private set; }

    public async Task WriteAsync(CancellationToken ct)
    {
        var byBatch = settled.ToLookup(s => s.Errand.BatchId);
        var batches = await db.HoldBatchesAsync([.. byBatch.Select(g => g.Key)], ct);
        foreach (var gone in byBatch.Where(g => !batches.Exists(b => b.Id == g.Key)).SelectMany(g => g))
            gone.IsLost = true;
        await DropOverdueAsync(ct);
        List<Guid> alertIds = [.. batches.Select(b => b.AlertId).Distinct()];
        Alerts = await db
            .Alerts.AsNoTracking()
            .Where(a => alertIds.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, ct);
        foreach (var batch in batches)
            Apply(batch, byBatch[batch.Id]);
        await AddCatchUpsAsync(ct);
        await db.SaveChangesAsync(ct);
        await new ReaderBook(db, _valid.FindAll(s => !IsTrial(s)), now).WriteAsync(ct);
        await WriteDueAsync(ct);
        foreach (var ((alert, channel), change) in _counts.OrderBy(c => c.Key.Alert))
            await change.WriteAsync(db, alert, channel, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>It shows nothing to anybody: a dry run, or the house's own.</summary>
    public bool IsTrial(Settlement settlement) =>
        settlement.Errand.To?.Channel == ChannelKind.Probe
        || Alerts.GetValueOrDefault(settlement.Errand.AlertId) is { DryRun: true };

    // A row that was due and is not there as it was taken is somebody else's by now.
    private async Task DropOverdueAsync(CancellationToken ct)
    {
        var due = settled.Where(s => s.Errand.DueLease is not null).ToList();
        if (due.Count == 0)
            return;
        List<Guid> alerts = [.. due.Select(s => s.Errand.AlertId).Distinct()];
        List<long> readers = [.. due.Select(s => s.Errand.Seq).Distinct()];
        var kept = await db
            .DueDeliveries.Where(d => alerts.Contains(d.AlertId) && readers.Contains(d.Seq))
            .Select(d => new
            {
                d.AlertId,
                d.Seq,
                d.LeaseUntil,
            })
            .ToDictionaryAsync(d => (d.AlertId, d.Seq), d => d.LeaseUntil, ct);
        foreach (var settlement in due)
        {
            var errand = settlement.Errand;
            settlement.IsLost |=
                !kept.TryGetValue((errand.AlertId, errand.Seq), out var lease) || lease != errand.DueLease;
        }
    }

    private void Apply(Batch batch, IEnumerable<Settlement> ofBatch)
    {
        var states = (byte[])batch.States.Clone();
        var (goesOn, ends, isUnsure) = (false, false, false);
        foreach (var settlement in ofBatch)
        {
            var errand = settlement.Errand;
            // A note on a batch that is done comes late, and says nothing.
            if (batch.IsDone && errand.Place < 0)
                continue;
            if (settlement.IsLost || (errand.Lease is { } lease && lease != batch.LeaseBy))
            {
                settlement.IsLost = true;
                continue;
            }
            goesOn |= errand.Lease is not null;
            ends |= errand.Place == Errand.End;
            isUnsure |= errand.Place == Errand.End && settlement.MayBeOut;
            if (errand.Place < 0)
                continue;
            Move(batch, states, settlement);
        }
        batch.States = states;
        var done = !Array.Exists(states, RecipientStates.IsOpen);
        WakesPlanner |= done && !batch.IsDone;
        batch.IsDone = done;
        if (done || ends)
            (batch.LeaseBy, batch.LeaseUntil) = (isUnsure && !done ? batch.LeaseBy : null, null);
        else if (goesOn)
            batch.LeaseUntil = now + BatchRun.LeaseLength;
    }

    private void Move(Batch batch, byte[] states, Settlement settlement)
    {
        var errand = settlement.Errand;
        var kept = states[errand.Place];
        var newest = Alerts.GetValueOrDefault(batch.AlertId);
        var isDigest = errand.Came == DueReason.Digest;
        var state = isDigest && settlement.Accepted ? RecipientState.Told : settlement.State;
        var own = isDigest ? errand.Version : settlement.Sequence;
        var seen = RecipientStates.SeenOf(kept);
        if (RecipientStates.IsTold(state))
            seen = own;
        else if (seen == 0 && (settlement.MayBeOut || errand.MayBeOut))
            seen = Math.Max(1, own);
        if (batch.Kind == DispatchKind.Alert && IsBehind(settlement, state, seen, newest))
        {
            _behind.Add(settlement);
            // Whoever plans the new words need not think of this one any more.
            (state, seen) =
                RecipientStates.IsTold(state) ? (state, newest!.Sequence)
                : newest!.State == AlertState.Withdrawn ? (RecipientState.Skipped, 0)
                : (state, newest.Sequence);
        }
        states[errand.Place] = RecipientStates.Pack(state, seen);
        _valid.Add(settlement);
        if (batch.Kind != DispatchKind.Alert || errand.To?.Channel == ChannelKind.Probe)
            return;
        var key = (batch.AlertId, errand.To?.Channel ?? ChannelKind.WebPush);
        if (!_counts.TryGetValue(key, out var change))
            _counts[key] = change = new();
        change.Move(RecipientStates.CountedAs(kept), state);
        if (settlement.Latency is { } latency)
            change.Took(latency);
    }

    // Has, or may have, words that are not the newest, and will not get those by being tried again.
    private static bool IsBehind(Settlement settlement, RecipientState state, int seen, Alert? newest) =>
        newest is not null
        && seen > 0
        && seen < newest.Sequence
        && state != RecipientState.Gone
        && (
            RecipientStates.IsTold(state)
            || settlement.DueAt is null
            || (newest.State == AlertState.Withdrawn && state == RecipientState.Retrying)
        );

    // What went out in old words while new ones were decided goes out again, to those only.
    private async Task AddCatchUpsAsync(CancellationToken ct)
    {
        foreach (var missed in _behind.ToLookup(s => s.Errand.AlertId))
        {
            var sequence = Alerts[missed.Key].Sequence;
            var dispatch = await db
                .Dispatches.AsNoTracking()
                .SingleOrDefaultAsync(d => d.AlertId == missed.Key && d.Sequence == sequence, ct);
            if (dispatch is null)
                continue;
            db.Batches.Add(Batch.Of(dispatch, [.. missed.Select(s => s.Errand.Seq).Distinct().Order()], now));
            WakesPlanner = true;
        }
    }

    private async Task WriteDueAsync(CancellationToken ct)
    {
        // Whatever the row said before, it is written anew or gone.
        foreach (
            var ofAlert in _valid
                .Where(s => s.DueAt is not null || s.Errand.DueLease is not null)
                .GroupBy(s => s.Errand.AlertId)
        )
        {
            List<long> readers = [.. ofAlert.Select(s => s.Errand.Seq)];
            await db
                .DueDeliveries.Where(d => d.AlertId == ofAlert.Key && readers.Contains(d.Seq))
                .ExecuteDeleteAsync(ct);
        }
        // Of an alert and a reader there is one row: the newest word counts.
        foreach (
            var one in _valid.Where(s => s.DueAt is not null).GroupBy(s => (s.Errand.AlertId, s.Errand.Seq))
        )
            db.DueDeliveries.Add(RowOf(one.MaxBy(s => s.Errand.Sequence)!));
    }

    private DueDelivery RowOf(Settlement settlement)
    {
        var errand = settlement.Errand;
        return new()
        {
            AlertId = errand.AlertId,
            Seq = errand.Seq,
            Reason = settlement.Reason,
            DueAt = settlement.DueAt!.Value,
            ExpiresAt = settlement.ExpiresAt,
            Kind = errand.Kind,
            // A digest is no flash, whatever is in it.
            Flash = errand.Flash && settlement.Reason != DueReason.Digest,
            Origin = queueOf(errand.To?.Origin ?? ""),
            BatchId = errand.BatchId,
            Place = errand.Place,
            Attempts = settlement.Attempts,
            Fault = settlement.Fault,
        };
    }
}
