using System.Globalization;
using Syndication.Contracts;

namespace Syndication.Notifier.Subscriptions;

/// <summary>A subscription as its reader sees it: no endpoint, no key, no token.</summary>
internal sealed record SubscriptionView
{
    public required Guid Id { get; init; }
    public required ChannelKind Channel { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Those of <see cref="Topics"/> that bring nothing now: blocked since, or gone.</summary>
    public required IReadOnlyList<string> IgnoredTopics { get; init; }
    public required BreakingLevel MinLevel { get; init; }
    public required string Language { get; init; }
    public required string TimeZone { get; init; }
    public required QuietView? QuietHours { get; init; }
    public required bool FlashInQuiet { get; init; }
    public required int? MaxPerDay { get; init; }
    public required SubscriptionState State { get; init; }
    public required string? Reason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    public static SubscriptionView Of(Managed managed, Topics topics)
    {
        var subscription = managed.Subscription;
        return new()
        {
            Id = subscription.Id,
            Channel = subscription.Channel,
            Topics = managed.Topics,
            IgnoredTopics = topics.Silent(managed.Topics),
            MinLevel = subscription.MinLevel,
            Language = subscription.Language,
            TimeZone = subscription.TimeZone,
            QuietHours = subscription.Quiet is { } quiet ? new(Clock(quiet.From), Clock(quiet.To)) : null,
            FlashInQuiet = subscription.FlashInQuiet,
            MaxPerDay = subscription.MaxPerDay,
            State = subscription.State,
            Reason = subscription.Reason,
            CreatedAt = subscription.CreatedAt,
            SeenAt = subscription.SeenAt,
        };
    }

    private static string Clock(int minute) =>
        TimeOnly.MinValue.AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>By the reader's clock, <c>HH:mm</c>.</summary>
internal sealed record QuietView(string From, string To);
