using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>How an alert goes out, in numbers: altogether, and by channel. As <see cref="AlertCount"/>.</summary>
internal sealed record AlertCounts(
    int Recipients,
    int Delivered,
    int Failed,
    int Deferred,
    int Capped,
    int Expired,
    int Gone,
    int Clicked,
    ChannelCounts Webpush
)
{
    public static AlertCounts Of(AlertProgress? progress)
    {
        var counts = progress?.Counts ?? [];
        var all = ChannelCounts.Of(counts);
        return new(
            all.Recipients,
            all.Delivered,
            all.Failed,
            all.Deferred,
            all.Capped,
            all.Expired,
            all.Gone,
            all.Clicked,
            ChannelCounts.Of(counts.Where(c => c.Channel == ChannelKind.WebPush))
        );
    }
}
