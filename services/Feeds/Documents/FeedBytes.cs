namespace Syndication.Feeds.Documents;

/// <summary>A document as it was written.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Entries">Where each entry stands, in order.</param>
/// <param name="IsWhole">True where the feed has no entries after these.</param>
internal sealed record FeedBytes(byte[] Bytes, IReadOnlyList<FeedEntry> Entries, bool IsWhole);
