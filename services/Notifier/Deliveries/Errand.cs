using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>One delivery that is to be made: an alert, to one reader.</summary>
internal sealed class Errand
{
    /// <summary>As <see cref="Place"/>: nobody in particular, only that its batch goes on.</summary>
    public const int Renewal = -1;

    /// <summary>As <see cref="Place"/>: nobody, and its batch is left to whoever wants it.</summary>
    public const int End = -2;

    public required IErrandOwner Owner { get; init; }

    public required Guid AlertId { get; init; }

    public required Guid BatchId { get; init; }

    public required int Place { get; init; }

    public required long Seq { get; init; }

    public required DispatchKind Kind { get; init; }

    /// <summary>Of the dispatch: a correction that another has overtaken is passed over.</summary>
    public required int Sequence { get; init; }

    public required bool Flash { get; init; }

    /// <summary>Null for a reader who has left.</summary>
    public required Subscription? To { get; init; }

    /// <summary>Not to be tried after it; null for one that waited for the reader.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; init; }

    /// <summary>What it waited for; null for one that comes from its batch.</summary>
    public DueReason? Came { get; init; }

    /// <summary>Of one from its batch the holder, who must still be the same.</summary>
    public Guid? Lease { get; init; }

    /// <summary>Of one that was due its row's lease, which must still be the same.</summary>
    public DateTimeOffset? DueLease { get; init; }

    /// <summary>Of one that was due when its lease began, by the clock that is never put back.</summary>
    public long TakenAt { get; set; }

    /// <summary>In a digest, what else goes with it.</summary>
    public IReadOnlyList<Errand> Others { get; init; } = [];

    /// <summary>Of one that goes in a digest the alert's version that is told there.</summary>
    public int Version { get; init; }

    /// <summary>Somebody had begun with it who is no more: whether it was accepted nobody knows.</summary>
    public bool MayBeOut { get; init; }

    /// <summary>The reader's day that it was counted in; 0 for one that is not counted.</summary>
    public int CountedOn { get; set; }

    /// <summary>It counts among those that its batch has under way.</summary>
    public bool HoldsPlace { get; set; }

    private Lane? _lane;

    /// <summary>
    /// Takes a place of the lane; it is given back when what became of the errand is on disk, so that there are never more
    /// deliveries that a crash would repeat than places. False where none is free in time.
    /// </summary>
    public async Task<bool> EnterAsync(Lane lane, TimeSpan patience, CancellationToken ct)
    {
        if (!await lane.TakePlaceAsync(patience, ct))
            return false;
        _lane = lane;
        return true;
    }

    /// <summary>Gives the place back, if it has one.</summary>
    public void Leave() => Interlocked.Exchange(ref _lane, null)?.GivePlace();
}
