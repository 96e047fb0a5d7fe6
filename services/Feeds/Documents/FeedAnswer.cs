namespace Syndication.Feeds.Documents;

/// <summary>What the desk has for an asker.</summary>
internal abstract record FeedAnswer
{
    private FeedAnswer() { }

    /// <param name="Document">The last good one.</param>
    /// <param name="Age">How long ago it was last known to be current; null where it is.</param>
    public sealed record Served(FeedDocument Document, TimeSpan? Age) : FeedAnswer;

    /// <summary>No article was ever there.</summary>
    public sealed record Unknown : FeedAnswer;

    /// <param name="Path">Where what was asked for is found: it lies deeper than the feed's pages go.</param>
    public sealed record Beyond(string Path) : FeedAnswer;

    /// <summary>Nothing is known yet.</summary>
    public sealed record NotYet : FeedAnswer;
}
