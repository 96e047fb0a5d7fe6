namespace Syndication.Contracts;

/// <summary>An article's picture; width and height in pixels where the sender told them.</summary>
public sealed record ArticleImage(
    string Url,
    string? Alt = null,
    int? Width = null,
    int? Height = null,
    string? Type = null
);
