namespace Syndication.Contracts;

/// <summary>
/// A feed's documents have changed since this was told last. Changes that follow each other within a quarter of a second are
/// one; a rebuild is none.
/// </summary>
/// <param name="Selector">As in the feed's address: <c>all</c>, a category's slug, <c>tags/…</c>, <c>authors/…</c>.</param>
/// <param name="Version">Grows with each change; of several told out of order the greatest counts.</param>
/// <param name="At">When it was noticed.</param>
public sealed record FeedChanged(string Selector, long Version, DateTimeOffset At)
{
    /// <summary>As many as are told of in one message.</summary>
    public const int MostArticles = 64;

    /// <summary>
    /// By which articles, the last ones where there are more than <see cref="MostArticles"/>; for their timelines, and for
    /// nothing else. None where that is not known.
    /// </summary>
    public IReadOnlyList<ChangedArticle> Articles { get; init; } = [];
}
