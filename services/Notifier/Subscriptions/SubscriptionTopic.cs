namespace Syndication.Notifier.Subscriptions;

/// <summary>A subscriber wants a topic: a category's slug, or <see cref="All"/>.</summary>
internal sealed class SubscriptionTopic
{
    public const string All = "all";

    public required string Topic { get; init; }

    /// <summary><see cref="Subscription.Seq"/></summary>
    public required long Seq { get; init; }
}
