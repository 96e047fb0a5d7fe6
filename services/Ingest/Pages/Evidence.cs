using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>What one kind of markup says of the article; every field may be missing.</summary>
internal sealed record Evidence
{
    /// <summary>True when it says that the page is one article.</summary>
    public bool SaysArticle { get; init; }

    public string? Title { get; init; }
    public string? Summary { get; init; }
    public IReadOnlyList<string> People { get; init; } = [];
    public IReadOnlyList<string> Organizations { get; init; } = [];
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public ArticleImage? Image { get; init; }
    public string? Url { get; init; }
    public string? Language { get; init; }

    /// <summary>The element on the page that holds the body.</summary>
    public IElement? Body { get; init; }

    /// <summary>The body where it is no element, as HTML.</summary>
    public string? BodyHtml { get; init; }
}
