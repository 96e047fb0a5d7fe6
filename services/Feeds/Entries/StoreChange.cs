namespace Syndication.Feeds.Entries;

/// <summary>These selectors changed, and bear this stamp since.</summary>
internal sealed record StoreChange(Stamp Stamp, IReadOnlyCollection<string> Selectors);
