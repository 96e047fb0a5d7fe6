namespace Syndication.Feeds.Entries;

/// <summary>How the store stands, as this process knows it.</summary>
internal enum Standing
{
    /// <summary>Nobody has looked yet.</summary>
    Unknown,

    /// <summary>It answers and is complete.</summary>
    Serving,

    /// <summary>It answers and is being rebuilt.</summary>
    Rebuilding,

    /// <summary>It does not answer.</summary>
    Down,
}
