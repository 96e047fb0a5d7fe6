using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Whom a correction or a withdrawal goes to: whoever has had an earlier version, or may have had it because a push
/// service did not answer, whatever they follow now. Those who have not had it yet get the newest words as their first, or nothing.
/// </summary>
internal sealed class EarlierBatches
{
    // Each page holds its batches until it is on disk: what is written down after that sees the newer version by itself.
    private readonly NotifierDbContext _db;
    private readonly Dispatch _dispatch;
    private readonly List<(long First, Guid Id)> _batches;

    private EarlierBatches(NotifierDbContext db, Dispatch dispatch, List<(long First, Guid Id)> batches) =>
        (_db, _dispatch, _batches) = (db, dispatch, batches);

    /// <summary>All batches that the alert has gone out in so far, by their first recipients: that order no clock changes.</summary>
    public static async Task<EarlierBatches> FindAsync(
        NotifierDbContext db,
        Dispatch dispatch,
        CancellationToken ct
    )
    {
        var found = new List<(long First, Guid Id)>();
        var all = db
            .Batches.Where(b => b.AlertId == dispatch.AlertId && b.Kind == DispatchKind.Alert)
            .Select(b => new { b.Id, b.Recipients });
        await foreach (var batch in all.AsAsyncEnumerable().WithCancellation(ct))
            found.Add((RecipientList.First(batch.Recipients), batch.Id));
        found.Sort();
        return new(db, dispatch, found);
    }

    /// <summary>The next page, in a transaction that it begins.</summary>
    public async Task<PlanPage> NextAsync(long cursor, int count, CancellationToken ct)
    {
        var next = _batches.FindAll(b => b.First > cursor);
        var taken = next.Take(count).ToList();
        await _db.Database.BeginTransactionAsync(ct);
        var batches = await _db.HoldBatchesAsync([.. taken.Select(b => b.Id)], ct);
        var recipients = batches.SelectMany(HadIt).Distinct().Order().ToList();
        return new(recipients, taken.Count > 0 ? taken[^1].First : cursor, IsLast: taken.Count == next.Count);
    }

    // It was tried and no answer came. A correction comes to this one as its first words, when it is tried again.
    private bool MayHaveHad(byte kept) =>
        _dispatch.Kind == DispatchKind.Withdrawal
        && RecipientStates.Of(kept) == RecipientState.Retrying
        && RecipientStates.SeenOf(kept) > 0;

    private IEnumerable<long> HadIt(Batch batch)
    {
        var recipients = RecipientList.Unpack(batch.Recipients);
        var states = (byte[])batch.States.Clone();
        for (var place = 0; place < recipients.Length; place++)
        {
            if (MayHaveHad(states[place]))
                // Nothing more is tried: this is its end, and what is under way of it yet need not be told once more.
                states[place] = RecipientStates.Pack(RecipientState.Skipped, _dispatch.Sequence);
            else if (!RecipientStates.HadBefore(states[place], _dispatch.Sequence))
                continue;
            yield return recipients[place];
        }
        if (!states.AsSpan().SequenceEqual(batch.States))
            batch.States = states;
    }
}
