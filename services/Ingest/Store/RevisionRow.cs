using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Store;

/// <summary>One revision of an article, written once.</summary>
internal sealed class RevisionRow
{
    public Guid ArticleId { get; init; }
    public int Revision { get; init; }

    /// <summary>A <see cref="StoredArticle"/> as JSON.</summary>
    public required string Document { get; init; }
}
