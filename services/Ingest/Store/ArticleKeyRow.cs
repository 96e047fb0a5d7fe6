namespace Syndication.Ingest.Store;

/// <summary>One of the keys by which an article is known when it comes again.</summary>
internal sealed class ArticleKeyRow
{
    public required string Key { get; init; }
    public Guid ArticleId { get; init; }
}
