namespace Syndication.Notifier.Webhooks;

/// <summary>An event on its way to an endpoint; of its tries the last one is kept.</summary>
internal sealed class WebhookDelivery
{
    /// <summary>Given by the database.</summary>
    public long Seq { get; init; }

    public required Guid WebhookId { get; init; }

    /// <summary><see cref="WebhookEvent.Seq"/></summary>
    public required long EventSeq { get; init; }

    public WebhookDeliveryState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is to be tried, while it waits.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Tries so far, since it was made or last replayed.</summary>
    public int Attempts { get; init; }

    /// <summary>Whoever has taken it up, and until when it is theirs.</summary>
    public Guid? LeaseBy { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>When the last try began; its second is the <c>webhook-timestamp</c>.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>The last try's <c>webhook-signature</c>.</summary>
    public string? Signature { get; init; }

    /// <summary>The last answer's status; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The beginning of the last answer, as text.</summary>
    public string? Answer { get; init; }

    /// <summary>Why the last try failed, in words; null where it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>Milliseconds of the last try.</summary>
    public int? Duration { get; init; }
}
