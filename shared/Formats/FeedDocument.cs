namespace Syndication.Formats;

/// <summary>A feed as it was read, and what there is to say of the document.</summary>
public sealed record FeedDocument
{
    public required FeedVersion Version { get; init; }

    /// <summary>The charset's name as IANA registers it, in lower case.</summary>
    public required string Encoding { get; init; }

    /// <summary>Whether a strict parser takes the document as it came.</summary>
    public required bool WellFormed { get; init; }

    /// <summary>What was repaired or left out; each kind once, at its first line.</summary>
    public IReadOnlyList<FeedProblem> Problems { get; init; } = [];

    public required Feed Feed { get; init; }
}
