namespace Syndication.Ingest.Store;

/// <summary>An article's place in a category; for lists.</summary>
internal sealed class ArticleCategoryRow
{
    public Guid ArticleId { get; init; }
    public required string Slug { get; init; }
    public DateTimeOffset PublishedAt { get; set; }
}
