using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>A set, and the version of its last change.</summary>
internal sealed record ChangedSet(string Selector, long Version)
{
    /// <summary>As <see cref="FeedChanged.Articles"/>.</summary>
    public IReadOnlyList<ChangedArticle> Articles { get; init; } = [];

    /// <param name="noted">In the order of their changes; an article may have changed several times.</param>
    public static IReadOnlyList<ChangedArticle> Last(IEnumerable<ChangedArticle> noted) =>
        [.. noted.GroupBy(a => a.Id).Select(a => a.Last())];
}
