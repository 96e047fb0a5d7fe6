using System.Security.Cryptography;
using System.Text;
using Syndication.Contracts;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Whoever asked to be alerted: one browser of one reader. Nothing here says who that is.</summary>
internal sealed class Subscription
{
    /// <summary>Given by the database; alerts go out in its order, page by page.</summary>
    public long Seq { get; init; }

    /// <summary>UUIDv7; how the reader's page names it.</summary>
    public required Guid Id { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>Absolute URL of its own at the push service. Whoever has it can push: it goes into no log.</summary>
    public required string Endpoint { get; init; }

    /// <summary>SHA-256 of <see cref="Endpoint"/>: there is one subscription for each.</summary>
    public required byte[] EndpointDigest { get; init; }

    /// <summary>Scheme, host and port of <see cref="Endpoint"/>, lower case, without a default port.</summary>
    public required string Origin { get; init; }

    /// <summary>The reader's public key, 65 bytes (RFC 8291 §3.1).</summary>
    public required byte[] PublicKey { get; set; }

    /// <summary>The reader's authentication secret, 16 bytes (RFC 8291 §3.2).</summary>
    public required byte[] AuthSecret { get; set; }

    /// <summary>The key of ours that the reader subscribed with (RFC 8292 §4.1), base64url; others are refused.</summary>
    public required string VapidKey { get; set; }

    public required BreakingLevel MinLevel { get; set; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; set; }

    /// <summary>IANA name.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Minutes after the reader's midnight; null without quiet hours.</summary>
    public int? QuietFrom { get; set; }

    /// <summary>Minutes after the reader's midnight; null without quiet hours.</summary>
    public int? QuietTo { get; set; }

    /// <summary>A flash may come in quiet hours.</summary>
    public bool FlashInQuiet { get; set; }

    /// <summary>Alerts on one of the reader's days; the rest comes as one digest. Null without a limit.</summary>
    public int? MaxPerDay { get; set; }

    /// <summary>The day that <see cref="DayCount"/> is of, as 20260131 in the reader's zone.</summary>
    public int Day { get; set; }

    /// <summary>Alerts of that <see cref="Day"/>; kept only where there is a limit.</summary>
    public int DayCount { get; set; }

    public SubscriptionState State { get; set; } = SubscriptionState.Active;

    /// <summary>Why it is not active, in words; null where it is.</summary>
    public string? Reason { get; set; }

    /// <summary>SHA-256 of the manage token.</summary>
    public required byte[] TokenDigest { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the reader's page last told it.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>The push service's own word on how long it holds; mostly null.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Since when every delivery has failed; null while they arrive.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>How many have failed since then, as far as that says something of the reader.</summary>
    public int Failures { get; set; }

    public QuietHours? Quiet => QuietFrom is { } from && QuietTo is { } to ? new(from, to) : null;

    public static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
