namespace Syndication.Contracts;

/// <summary>An article that was published is withdrawn; leaves a tombstone wherever it was known.</summary>
public sealed record ArticleRetracted
{
    public required Guid ArticleId { get; init; }

    /// <summary>Greater than that of every revision withdrawn.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset RetractedAt { get; init; }

    /// <summary>Slugs of the categories it was last published in.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The newsroom's own words, for its own eyes.</summary>
    public string? Reason { get; init; }

    /// <summary>True when told again to rebuild a projection.</summary>
    public bool Replay { get; init; }
}
