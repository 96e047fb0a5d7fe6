namespace Syndication.Ingest.Articles;

/// <summary>Which articles a list is about; unset means any.</summary>
internal sealed record ArticleFilter(string? Slug, ArticleState? State, string? Words, PageCursor? After);
