using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Snapshots;

/// <summary>What is kept for a start without the store.</summary>
/// <param name="Fingerprint">Of the configuration that the documents were made with.</param>
/// <param name="ConfirmedAt">When they were last known to be current.</param>
/// <param name="Categories">Those that were told: a category blocked since the start stays so.</param>
/// <param name="Documents">Those used last come first.</param>
internal sealed record SnapshotContents(
    string Fingerprint,
    DateTimeOffset ConfirmedAt,
    DefinedCategories Categories,
    IReadOnlyList<KeyValuePair<FeedKey, FeedDocument>> Documents
);
