namespace Syndication.Notifier.Deliveries;

/// <summary>What became of an errand, to be written down.</summary>
/// <param name="Errand">Which.</param>
/// <param name="State">The recipient's state from now on.</param>
internal sealed record Settlement(Errand Errand, RecipientState State)
{
    /// <summary>A push service has taken it.</summary>
    public bool Accepted { get; init; }

    /// <summary>No answer came, or none that says whether it was accepted: the reader may see it all the same.</summary>
    public bool MayBeOut { get; init; }

    /// <summary>The version that was accepted, or tried.</summary>
    public int Sequence { get; init; }

    /// <summary>From the event to acceptance; null where the reader let it wait.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>When it is tried again; null where it is not.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DueReason Reason { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Fault { get; init; }

    /// <summary>It failed by a fault of ours, which says nothing of the reader.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Its lease was somebody else's by then: nothing was written.</summary>
    public bool IsLost { get; set; }
}
