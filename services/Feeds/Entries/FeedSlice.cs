using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>Articles of a selection at one moment, newest first.</summary>
internal sealed record FeedSlice
{
    /// <summary>The store's state: everything up to its version is seen here.</summary>
    public required Stamp Stamp { get; init; }

    /// <summary>False while the projection is being rebuilt: then it tells nothing and bears no articles.</summary>
    public required bool Complete { get; init; }

    /// <summary>True where an article ever stood in one of the sets.</summary>
    public bool Known { get; init; }

    /// <summary>When the newest change among the sets' articles was made, or null where none ever was.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    public IReadOnlyList<Article> Articles { get; init; } = [];

    /// <summary>The selection's next article after these, whatever the request's bounds; null where these are the last.</summary>
    public Place? Older { get; init; }

    /// <summary>True where <see cref="Older"/> lies beyond the request's depth.</summary>
    public bool IsDeepest { get; init; }

    /// <summary>The oldest article of the sets at or after the request's <c>Until</c>; null without such.</summary>
    public Place? Newer { get; init; }
}
