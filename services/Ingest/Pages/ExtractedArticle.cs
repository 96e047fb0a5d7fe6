using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>What a page says of its article. Only title and content are certain; nothing else is made up.</summary>
public sealed record ExtractedArticle
{
    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>The body as it stood on the page, trimmed but not sanitised: clean it before it goes anywhere.</summary>
    public required string ContentHtml { get; init; }

    /// <summary>Plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>Names; people before organisations.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The article's own categories as the page names them, known to the publication or not.</summary>
    public IReadOnlyList<string> CategoryNames { get; init; } = [];

    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>With an absolute http or https URL.</summary>
    public ArticleImage? Image { get; init; }

    /// <summary>The canonical URL where it lies on the page's own host, else the URL given.</summary>
    public string? Url { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }

    /// <summary>Whom the body's last line names as its source; that line is not in the content any more.</summary>
    public string? SourceName { get; init; }

    /// <summary>Where that line links to.</summary>
    public string? SourceUrl { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}
