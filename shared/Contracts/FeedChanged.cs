namespace Syndication.Contracts;

/// <summary>
/// A feed's documents have changed since this was told last. Changes that follow each other within a quarter of a second are
/// one; a rebuild is none.
/// </summary>
/// <param name="Selector">As in the feed's address: <c>all</c>, a category's slug, <c>tags/…</c>, <c>authors/…</c>.</param>
/// <param name="Version">Grows with each change; of several told out of order the greatest counts.</param>
/// <param name="At">When it was noticed.</param>
public sealed record FeedChanged(string Selector, long Version, DateTimeOffset At);
