using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>What a poll leaves in a source's row.</summary>
internal sealed record PollReport
{
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset? Next { get; init; }
    public int? Status { get; init; }
    public string? Error { get; init; }
    public int FailuresInARow { get; init; }

    /// <summary>It is not asked any more.</summary>
    public bool Ends { get; init; }

    /// <summary>How many articles it brought that nobody had.</summary>
    public int Created { get; init; }

    /// <summary>Another hub or topic than before, or none any more; null where all stays.</summary>
    public HubOffer? Hub { get; init; }

    /// <summary>The poll has found what its hub should have pushed long before.</summary>
    public bool HubMissed { get; init; }

    /// <summary>What is remembered of a good answer; null where there was none.</summary>
    public PollMemory? Memory { get; init; }
}

/// <summary>What the next poll is to know of this one.</summary>
internal sealed record PollMemory(
    string Url,
    string? ETag,
    string? LastModified,
    string? BodyHash,
    TimeSpan? Rhythm,
    DateTimeOffset? Watermark
);
