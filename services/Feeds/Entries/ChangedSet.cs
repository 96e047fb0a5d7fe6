namespace Syndication.Feeds.Entries;

/// <summary>A set, and the version of its last change.</summary>
internal sealed record ChangedSet(string Selector, long Version);
