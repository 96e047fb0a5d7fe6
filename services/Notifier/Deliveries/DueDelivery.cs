namespace Syndication.Notifier.Deliveries;

/// <summary>A delivery that has an instant of its own: one row of the queue that the database keeps.</summary>
internal sealed class DueDelivery
{
    public required Guid AlertId { get; init; }

    /// <summary><c>Subscription.Seq</c></summary>
    public required long Seq { get; init; }

    public required DueReason Reason { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Not to be tried after it; null where nothing is waited for but the reader.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public required DispatchKind Kind { get; set; }

    public required bool Flash { get; init; }

    /// <summary>The push service, or <see cref="Gates.Strangers"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>Where the recipient's state is kept.</summary>
    public required Guid BatchId { get; set; }

    /// <summary>Place of the recipient in that batch.</summary>
    public required int Place { get; set; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; set; }

    /// <summary>What went wrong last, in words without addresses.</summary>
    public string? Fault { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }
}
