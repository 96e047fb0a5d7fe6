namespace Syndication.Notifier.WebSub;

/// <summary>What a look at a topic's feed came to.</summary>
internal abstract record TopicReading
{
    private TopicReading() { }

    /// <summary>It is there, with these bytes.</summary>
    /// <param name="Body">As served without a coding.</param>
    /// <param name="ContentType">With its charset.</param>
    /// <param name="Links">The <c>Link</c> header.</param>
    /// <param name="Tag">The validator, or null.</param>
    public sealed record Found(byte[] Body, string ContentType, string Links, string? Tag) : TopicReading;

    /// <summary>Nothing has changed since the validator was given.</summary>
    public sealed record Same : TopicReading;

    /// <summary>It is no feed of ours, or no longer; <paramref name="Reason"/> is for the subscriber.</summary>
    public sealed record None(string Reason) : TopicReading;

    /// <summary>That cannot be told now; <paramref name="Reason"/> is for the newsroom's people.</summary>
    public sealed record Failed(string Reason) : TopicReading;
}
