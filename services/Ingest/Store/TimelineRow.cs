namespace Syndication.Ingest.Store;

/// <summary>What happened to an article, and when.</summary>
internal sealed class TimelineRow
{
    public long Seq { get; init; }
    public Guid ArticleId { get; init; }
    public int Revision { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Such as <c>relayed</c>, <c>projected</c>, <c>feed-changed</c>.</summary>
    public required string Step { get; init; }

    /// <summary>Who says so, and of what: <c>feeds</c>, <c>international</c>.</summary>
    public required string By { get; init; }
    public string? Detail { get; init; }
}
