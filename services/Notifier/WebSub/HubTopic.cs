namespace Syndication.Notifier.WebSub;

/// <summary>A feed document that somebody follows (WebSub §2): what it was when it went out last, and when to look again.</summary>
internal sealed class HubTopic
{
    /// <summary>Path and query below the public origin, such as <c>/feeds/international.rss?limit=20</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Whose changes it hears of, as in <c>FeedChanged.Selector</c>.</summary>
    public required string Selector { get; init; }

    /// <summary>Grows by one whenever other bytes are to go out; 0 until it was fetched once.</summary>
    public long Version { get; set; }

    /// <summary>The bytes of that <see cref="Version"/>, just as they are served without a coding.</summary>
    public byte[] Body { get; set; } = [];

    public string ContentType { get; set; } = "";

    /// <summary>The <c>Link</c> header that goes with them (WebSub §7).</summary>
    public string Links { get; set; } = "";

    /// <summary>The validator they were served with, asked with next time; null where there is none.</summary>
    public string? Tag { get; set; }

    /// <summary>When that <see cref="Version"/> was found.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>When to look whether it has changed: soon after that was told, and now and then without.</summary>
    public required DateTimeOffset FetchAt { get; set; }

    /// <summary>When somebody is due again who has not acknowledged this <see cref="Version"/>; null where all have.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Failures of fetching in a row.</summary>
    public int Failures { get; set; }

    /// <summary>What the last of them was, in words; null where the last one went well.</summary>
    public string? Fault { get; set; }

    /// <summary>Of several instances one works on it until then, and says so again before it is over.</summary>
    public DateTimeOffset? HeldUntil { get; set; }

    /// <summary>Which instance that is.</summary>
    public Guid? HeldBy { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Takes what was fetched as its next version.</summary>
    public void Take(TopicReading.Found? found, DateTimeOffset now)
    {
        if (found is null)
            return;
        (Body, ContentType, Links, Tag) = (found.Body, found.ContentType, found.Links, found.Tag);
        Version++;
        ChangedAt = now;
    }
}
