namespace Syndication.Feeds.Directories;

/// <summary>A document, and how long ago it was last known to be current; null where it is.</summary>
internal sealed record SiteAnswer(SiteDocument Document, TimeSpan? Age);
