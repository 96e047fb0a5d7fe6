namespace Syndication.Ingest.Articles;

/// <summary>Which articles a list is about; unset means any.</summary>
internal sealed record ArticleFilter
{
    public string? Slug { get; init; }
    public ArticleState? State { get; init; }

    /// <summary>Only those that readers could have seen, whatever became of them.</summary>
    public bool EverPublished { get; init; }

    /// <summary>Where the page before ended.</summary>
    public PageCursor? After { get; init; }
}
