using Syndication.Feeds.Documents;

namespace Syndication.Feeds.Directories;

/// <summary>What a page says of itself to browsers, readers and crawlers.</summary>
/// <param name="Title">Of the window.</param>
/// <param name="Description">Plain text.</param>
/// <param name="Path">The page's own address below the origin; null where it has none to be found by.</param>
internal sealed record PageHead(string Title, string Description, string? Path)
{
    /// <summary>Feeds that a reader finds when it is given the page's address; by title.</summary>
    public IReadOnlyList<(string Title, FeedKey Key)> Feeds { get; init; } = [];

    /// <summary>False for pages that go on changing with every article: crawlers have the articles themselves.</summary>
    public bool IsIndexed { get; init; } = true;
}
