namespace Syndication.Notifier.Webhooks;

/// <summary>How one try ended.</summary>
internal sealed record WebhookAnswer
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The headers that it bore.</summary>
    public required WebhookSignature Signed { get; init; }

    /// <summary>Null where there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The beginning of the answer's body, as text; null where there was none.</summary>
    public string? Body { get; init; }

    /// <summary>Why the event was not taken, in words without the endpoint's path; null where it was.</summary>
    public string? Fault { get; init; }

    /// <summary>The endpoint is no more (410).</summary>
    public bool IsGone { get; init; }

    /// <summary>How long it wants to be left alone, in all that goes there; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Acknowledged.</summary>
    public bool IsTaken => Fault is null;
}
