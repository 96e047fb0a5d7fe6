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
        new("Topic", message.Tag),
        new("Content-Type", "application/octet-stream"),
        new("Content-Encoding", "aes128gcm"),
    ];

    private static string Seconds(TimeSpan time) =>
        Math.Max(0, (long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
