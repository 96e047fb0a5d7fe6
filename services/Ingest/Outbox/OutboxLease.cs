namespace Syndication.Ingest.Outbox;

/// <summary>
/// A row belongs to one instance at a time, from the moment it is written: to the one that wrote it. What it leaves behind
/// is anybody's once the lease is over.
/// </summary>
internal static class OutboxLease
{
    /// <summary>What a killed instance leaves behind waits so long; renewed for as long as a row is under way.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <summary>A lease with less than this left begins nothing: the bus may take as long as that to answer.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Leases of rows under way are renewed so often.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
}
