namespace Syndication.Feeds.Partners;

/// <summary>What a feed's takers would complain about, as <c>GET /api/feeds/{selector}/lint</c> answers it.</summary>
internal sealed record LintReport
{
    /// <summary>The address of the feed that was looked at.</summary>
    public required string Feed { get; init; }
    public required string? Profile { get; init; }

    /// <summary>How many entries it has for them.</summary>
    public required int Entries { get; init; }

    /// <summary>The document's length.</summary>
    public required long Bytes { get; init; }
    public required int Errors { get; init; }
    public required int Warnings { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
}
