using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// Who is meant by an alert: whoever follows one of its topics, or everything, wants its level, and follows none of those
/// that it leaves out.
/// </summary>
internal static class Audience
{
    public static IQueryable<Subscription> Of(NotifierDbContext db, Alert alert)
    {
        var level = alert.Level;
        var found = db.Subscriptions.Where(s =>
            s.State == SubscriptionState.Active && s.Channel != ChannelKind.Probe && s.MinLevel <= level
        );
        if (!alert.Topics.Contains(SubscriptionTopic.All, StringComparer.Ordinal))
        {
            string[] topics = [SubscriptionTopic.All, .. alert.Topics];
            found = found.Where(s =>
                db.SubscriptionTopics.Any(t => topics.Contains(t.Topic) && t.Seq == s.Seq)
            );
        }
        if (alert.Exclude.Count > 0)
        {
            var unwanted = alert.Exclude;
            found = found.Where(s =>
                !db.SubscriptionTopics.Any(t => unwanted.Contains(t.Topic) && t.Seq == s.Seq)
            );
        }
        return found;
    }
}
