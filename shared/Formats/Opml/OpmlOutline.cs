namespace Syndication.Formats.Opml;

/// <summary>A feed, or a group of outlines.</summary>
public sealed record OpmlOutline
{
    /// <summary>Plain text: what a reader shows.</summary>
    public required string Text { get; init; }

    /// <summary>The feed's own title, where it differs from <see cref="Text"/>.</summary>
    public string? Title { get; init; }

    /// <summary>The feed's URL; null for a group.</summary>
    public string? FeedUrl { get; init; }

    /// <summary>URL of the page that the feed belongs to.</summary>
    public string? PageUrl { get; init; }

    /// <summary>Plain text.</summary>
    public string? Description { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }

    /// <summary><c>RSS</c> for 0.9x and 2.0, <c>RSS1</c>, <c>scriptingNews</c>; by custom also <c>ATOM</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Each a word, or a path of words with slashes.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>What the group holds.</summary>
    public IReadOnlyList<OpmlOutline> Outlines { get; init; } = [];
}
