namespace Syndication.Formats.Sitemap;

/// <summary>An article as a news sitemap tells of it.</summary>
public sealed record NewsArticle
{
    /// <summary>The article's page, http or https.</summary>
    public required string Url { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>The instant of its first publication.</summary>
    public required DateTimeOffset Published { get; init; }

    /// <summary>BCP 47; null where it is the publication's.</summary>
    public string? Language { get; init; }
}
