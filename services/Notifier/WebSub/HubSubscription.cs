using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// A callback that has confirmed that it wants a topic (WebSub §5). It is due a distribution while <see cref="Sent"/> is less
/// than its topic's version: nothing else has to be remembered of a change, so none can be lost or told for ever.
/// </summary>
internal sealed class HubSubscription
{
    /// <summary>Given by the database; distribution goes in its order, page by page.</summary>
    public long Seq { get; init; }

    public required HubProtocol Protocol { get; init; }

    /// <summary>As <see cref="HubTopic.Path"/>.</summary>
    public required string Topic { get; init; }

    /// <summary>Absolute URL with its own query. It may be a capability: of it only the origin goes into a log.</summary>
    public required string Callback { get; init; }

    /// <summary>SHA-256 of protocol, topic and callback (WebSub §5.1: the two are the key); unique.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Scheme, host and port of <see cref="Callback"/>, lower case, without a default port.</summary>
    public required string Origin { get; init; }

    /// <summary>Key of the signatures, less than 200 bytes; null where there was none.</summary>
    public byte[]? Secret { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends unless it is renewed.</summary>
    public required DateTimeOffset LeaseEnd { get; set; }

    /// <summary>The topic's version that it has acknowledged.</summary>
    public long Sent { get; set; }

    /// <summary>Not before then: the pause after a failure.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }

    /// <summary>When the first of them was; null while all goes well.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>What the last of them was, in words; null while all goes well.</summary>
    public string? Fault { get; set; }

    /// <summary>When it acknowledged last.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <param name="protocol">How it wants to be told.</param>
    /// <param name="topic">As <see cref="HubTopic.Path"/>.</param>
    /// <param name="callback">As it was sent.</param>
    public static byte[] DigestOf(HubProtocol protocol, string topic, string callback) =>
        Subscription.DigestOf($"{protocol}\n{topic}\n{callback}");
}
