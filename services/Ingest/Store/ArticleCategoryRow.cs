using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Store;

/// <summary>An article's place in a category, with what lists of it are filtered and ordered by.</summary>
internal sealed class ArticleCategoryRow
{
    public Guid ArticleId { get; init; }
    public required string Slug { get; init; }
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>The article's.</summary>
    public ArticleState State { get; set; }

    public void Take(StoredArticle article)
    {
        PublishedAt = article.PublishedAt;
        State = article.State;
    }
}
