using System.Globalization;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebPush;

/// <summary>What is the same for every reader of a message: made once, however many there are.</summary>
internal sealed class PreparedPush(AlertMessage message, string home)
{
    private readonly Lazy<byte[]> _short = new(() => PushPayload.Short(message, home));

    public byte[] Whole { get; } = PushPayload.Whole(message, home);

    public byte[] Short => _short.Value;

    /// <summary>Of a request with this token: header fields of RFC 8030 §5, and what describes the body.</summary>
    public KeyValuePair<string, string>[] HeadersWith(string authorization) =>
        [.. _headers, new("Authorization", authorization)];

    private readonly KeyValuePair<string, string>[] _headers =
    [
        new("TTL", Seconds(message.TimeToLive)),
        new("Urgency", message.Level == BreakingLevel.Flash ? "high" : "normal"),
        new("Topic", TopicOf(message)),
        new("Content-Type", "application/octet-stream"),
        new("Content-Encoding", "aes128gcm"),
    ];

    // Of one story there may be two alerts, and the push service keeps only the newest of a topic: each has its own, and its
    // corrections share it. On the screen the tag brings them together.
    private static string TopicOf(AlertMessage message) => message.AlertId?.ToString("N") ?? message.Tag;

    private static string Seconds(TimeSpan time) =>
        Math.Max(0, (long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
