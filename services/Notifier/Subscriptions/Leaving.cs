namespace Syndication.Notifier.Subscriptions;

/// <summary>What came of leaving by the link, or of taking that back.</summary>
internal abstract record Leaving
{
    /// <summary>It is as asked for, whether it was before or not.</summary>
    internal sealed record Done : Leaving;

    /// <summary>The link leads nowhere.</summary>
    internal sealed record Unknown : Leaving;

    /// <summary>It was taken back too often.</summary>
    /// <param name="Wait">After so long it works again.</param>
    internal sealed record TooOften(TimeSpan Wait) : Leaving;
}
