using System.Text.Json.Serialization;
using Syndication.Contracts;

namespace Syndication.Notifier.Webhooks;

/// <summary>A webhook as its owner sees it.</summary>
internal sealed record WebhookView
{
    public required Guid Id { get; init; }

    /// <summary>Only in the answer that makes or replaces it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }
    public string Channel { get; } = "webhook";
    public required string Url { get; init; }
    public required string? Description { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Topics that bring nothing now.</summary>
    public required IReadOnlyList<string> IgnoredTopics { get; init; }
    public required IReadOnlyList<string> Events { get; init; }
    public required BreakingLevel MinLevel { get; init; }
    public required WebhookState State { get; init; }
    public required string? Reason { get; init; }
    public required DateTimeOffset? DisabledAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DeliveredAt { get; init; }
    public required DateTimeOffset? FailingSince { get; init; }
    public required string? Fault { get; init; }
    public required DateTimeOffset? RestUntil { get; init; }

    /// <summary>Until when the secret before signs as well; null where there is none.</summary>
    public required DateTimeOffset? OldSecretUntil { get; init; }

    public static WebhookView Of(
        Webhook hook,
        IReadOnlyList<string> silent,
        DateTimeOffset now,
        string? secret = null
    ) =>
        new()
        {
            Id = hook.Id,
            Secret = secret,
            Url = hook.Url,
            Description = hook.Description,
            Topics = hook.Topics,
            IgnoredTopics = silent,
            Events = hook.Events,
            MinLevel = hook.MinLevel,
            State = hook.State,
            Reason = hook.Reason,
            DisabledAt = hook.DisabledAt,
            CreatedAt = hook.CreatedAt,
            DeliveredAt = hook.DeliveredAt,
            FailingSince = hook.FailingSince,
            Fault = hook.Fault,
            RestUntil = hook.RestUntil > now ? hook.RestUntil : null,
            OldSecretUntil = hook.OldSecretUntil > now ? hook.OldSecretUntil : null,
        };
}
