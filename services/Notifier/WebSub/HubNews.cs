namespace Syndication.Notifier.WebSub;

/// <summary>An article by which a topic has changed, until its timeline was told that the topic has gone out with it.</summary>
internal sealed class HubNews
{
    public long Seq { get; init; }

    /// <summary>As <see cref="HubTopic.Path"/>.</summary>
    public required string Topic { get; init; }

    public required Guid ArticleId { get; init; }

    public required int Revision { get; init; }

    /// <summary>The topic's version that went out with it; null until the topic was looked at.</summary>
    public long? Version { get; set; }

    /// <summary>When the hub heard of it.</summary>
    public required DateTimeOffset At { get; init; }
}
