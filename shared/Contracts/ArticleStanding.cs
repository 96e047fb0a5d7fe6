namespace Syndication.Contracts;

/// <summary>
/// Where an article stands: the answer to <see cref="ArticleAsked"/>, and told unasked when an embargo ends without a
/// publication. It is for those who hold something back for the article, and says nothing to readers: one that was never
/// out is in no feed, and its end is nobody's news.
/// </summary>
public sealed record ArticleStanding
{
    public required Guid ArticleId { get; init; }

    /// <summary>The current one; 0 for an article that nobody knows.</summary>
    public required int Revision { get; init; }

    public required PublicationState State { get; init; }

    /// <summary>When it is to be published; of an embargoed one only.</summary>
    public DateTimeOffset? Until { get; init; }
}
