using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Alerts;

/// <summary>As <see cref="AlertCount"/>, of one channel or several.</summary>
internal record ChannelCounts(
    int Recipients,
    int Delivered,
    int Failed,
    int Deferred,
    int Capped,
    int Expired,
    int Gone,
    int Clicked
)
{
    public static ChannelCounts Of(IEnumerable<AlertCount> counts) =>
        counts.Aggregate(
            new ChannelCounts(0, 0, 0, 0, 0, 0, 0, 0),
            (sum, c) =>
                new(
                    sum.Recipients + c.Recipients,
                    sum.Delivered + c.Delivered,
                    sum.Failed + c.Failed,
                    sum.Deferred + c.Deferred,
                    sum.Capped + c.Capped,
                    sum.Expired + c.Expired,
                    sum.Gone + c.Gone,
                    sum.Clicked + c.Clicked
                )
        );
}
