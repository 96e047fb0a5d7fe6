using System.Text.Json.Serialization;

namespace Syndication.Notifier.Subscriptions;

/// <summary>How a subscriber is reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>A browser or phone, by its push service (RFC 8030).</summary>
    [JsonStringEnumMemberName("webpush")]
    WebPush,

    /// <summary>This house itself: proves that alerts go out, and is counted nowhere.</summary>
    [JsonStringEnumMemberName("probe")]
    Probe,
}
