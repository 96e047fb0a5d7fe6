namespace Syndication.Feeds.Documents;

/// <summary>A document, and how long ago it was last known to be current; null where it is.</summary>
internal sealed record FeedAnswer(FeedDocument Document, TimeSpan? Age);
