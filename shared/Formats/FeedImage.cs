namespace Syndication.Formats;

/// <summary>A picture; width and height in pixels.</summary>
public sealed record FeedImage(
    string Url,
    string? Alt = null,
    int? Width = null,
    int? Height = null,
    string? Type = null
);
