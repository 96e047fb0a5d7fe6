using Syndication.Contracts;

namespace Syndication.Notifier.Subscriptions;

/// <summary>What a reader wants; null is what was not told.</summary>
internal sealed record Wishes
{
    /// <summary>Slugs, or <c>all</c> alone.</summary>
    public IReadOnlyList<string>? Topics { get; init; }
    public BreakingLevel? MinLevel { get; init; }
    public string? Language { get; init; }
    public string? TimeZone { get; init; }

    /// <summary>Whether <see cref="Quiet"/> counts: null then means no quiet hours.</summary>
    public bool TellsQuiet { get; init; }
    public QuietHours? Quiet { get; init; }
    public bool? FlashInQuiet { get; init; }

    /// <summary>Whether <see cref="MaxPerDay"/> counts: null then means no limit.</summary>
    public bool TellsMost { get; init; }
    public int? MaxPerDay { get; init; }

    /// <summary>Active or paused.</summary>
    public SubscriptionState? State { get; init; }

    /// <summary>Puts what was told in the place of what was there; topics and state are not its business.</summary>
    public void ApplyTo(Subscription subscription)
    {
        subscription.MinLevel = MinLevel ?? subscription.MinLevel;
        subscription.Language = Language ?? subscription.Language;
        subscription.TimeZone = TimeZone ?? subscription.TimeZone;
        subscription.FlashInQuiet = FlashInQuiet ?? subscription.FlashInQuiet;
        if (TellsQuiet)
            (subscription.QuietFrom, subscription.QuietTo) = (Quiet?.From, Quiet?.To);
        if (TellsMost)
            subscription.MaxPerDay = MaxPerDay;
    }
}
