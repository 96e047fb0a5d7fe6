using System.Text.Json.Serialization;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>How an alert goes out, in numbers: altogether, and by channel. As <see cref="AlertCount"/>.</summary>
internal sealed record AlertCounts : ChannelCounts
{
    private AlertCounts(ChannelCounts all)
        : base(all) { }

    [JsonPropertyOrder(1)]
    public required ChannelCounts Webpush { get; init; }

    public static AlertCounts Of(AlertProgress? progress)
    {
        var counts = progress?.Counts ?? [];
        return new(Of(counts)) { Webpush = Of(counts.Where(c => c.Channel == ChannelKind.WebPush)) };
    }
}
