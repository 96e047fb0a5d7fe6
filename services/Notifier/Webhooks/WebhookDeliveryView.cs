namespace Syndication.Notifier.Webhooks;

/// <summary>An event on its way to an endpoint, as the endpoint's owner sees it.</summary>
internal sealed record WebhookDeliveryView
{
    /// <summary>As <c>webhook-id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The event's type.</summary>
    public required string Event { get; init; }
    public required WebhookDeliveryState State { get; init; }
    public required int Attempts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null of one that is not tried again.</summary>
    public required DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When the last try began; null before the first.</summary>
    public required DateTimeOffset? TriedAt { get; init; }
    public required WebhookRequestView Request { get; init; }

    /// <summary>The last one; null where there was none.</summary>
    public required WebhookAnswerView? Answer { get; init; }

    /// <summary>Why the last try failed, in words.</summary>
    public required string? Fault { get; init; }

    /// <summary>Milliseconds of the last try.</summary>
    public required int? Duration { get; init; }

    public static WebhookDeliveryView Of(WebhookDelivery of, WebhookEvent what) =>
        new()
        {
            Id = WebhookSignature.IdOf(what.Id),
            Event = what.Type,
            State = of.State,
            Attempts = of.Attempts,
            CreatedAt = of.CreatedAt,
            NextTryAt = of.State == WebhookDeliveryState.Waiting ? of.DueAt : null,
            TriedAt = of.TriedAt,
            Request = WebhookRequestView.Of(of, what),
            Answer = of.Status is { } status ? new(status, of.Answer) : null,
            Fault = of.Fault,
            Duration = of.Duration,
        };
}

/// <summary>What is sent.</summary>
/// <param name="Headers">Of the last try; none before the first.</param>
/// <param name="Body">As it is signed.</param>
internal sealed record WebhookRequestView(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static WebhookRequestView Of(WebhookDelivery of, WebhookEvent what) =>
        new(
            of is { TriedAt: { } at, Signature: { } signature }
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["content-type"] = WebhookPost.ContentType,
                    ["webhook-id"] = WebhookSignature.IdOf(what.Id),
                    ["webhook-timestamp"] = WebhookSignature.TimestampOf(at),
                    ["webhook-signature"] = signature,
                }
                : [],
            what.Payload
        );
}

/// <summary>What an endpoint answered.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Body">The first 1,024 bytes at most.</param>
internal sealed record WebhookAnswerView(int Status, string? Body);
