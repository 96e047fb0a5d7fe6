using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>The newest articles of a selector at one moment, newest first.</summary>
internal sealed record FeedSlice
{
    public required Stamp Stamp { get; init; }

    /// <summary>False while the projection is being rebuilt: then it tells nothing and bears no articles.</summary>
    public required bool Complete { get; init; }

    /// <summary>When the newest change among its articles was made, or null where none ever was.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    public IReadOnlyList<Article> Articles { get; init; } = [];
}
