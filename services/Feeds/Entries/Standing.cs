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

    /// <summary>
    /// It answers, is complete, and is being rebuilt: it came back with its file, which may be an old one. What is known
    /// here from before is at least as good; where nothing is, it serves.
    /// </summary>
    Restored,

    /// <summary>It does not answer.</summary>
    Down,
}
