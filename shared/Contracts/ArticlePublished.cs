namespace Syndication.Contracts;

/// <summary>An article is out: for the first time, again after a retraction, or told again by a replay.</summary>
public sealed record ArticlePublished
{
    public required Article Article { get; init; }

    /// <summary>True when told again to rebuild a projection: file it, alert nobody.</summary>
    public bool Replay { get; init; }
}
