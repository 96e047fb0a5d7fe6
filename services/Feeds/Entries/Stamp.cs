namespace Syndication.Feeds.Entries;

/// <summary>
/// Which state of the store something was made from. Versions only grow within an epoch; another epoch (data lost,
/// server restarted) is another count, and nothing of the old one can be compared with it.
/// </summary>
internal readonly record struct Stamp(string Epoch, long Version);
