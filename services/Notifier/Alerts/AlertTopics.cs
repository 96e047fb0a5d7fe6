using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>Topics by whatever the newsroom calls them.</summary>
internal static class AlertTopics
{
    /// <summary>The slug, or <c>all</c>; null with what is wrong.</summary>
    public static string? Resolve(Topics known, string text, out string? fault)
    {
        fault = null;
        if (text.Trim().Equals(SubscriptionTopic.All, StringComparison.OrdinalIgnoreCase))
            return SubscriptionTopic.All;
        var found = known.Find(text);
        fault =
            found is null ? "is no category."
            : found.IsBlocked ? "is a blocked category."
            : null;
        return fault is null ? found!.Slug : null;
    }
}
