namespace Syndication.Feeds.Entries;

/// <summary>How long a rebuild may take before something is done about it.</summary>
internal static class RebuildPatience
{
    /// <summary>Without an end or a further article for so long, it is asked for again.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Articles may come after the end that was told; one that never comes must not keep every feed away.</summary>
    public static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(10);
}
