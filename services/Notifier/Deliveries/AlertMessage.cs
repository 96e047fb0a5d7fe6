using Syndication.Contracts;

namespace Syndication.Notifier.Deliveries;

/// <summary>What goes out to one subscriber, whatever the channel.</summary>
internal sealed record AlertMessage
{
    /// <summary>Null for what is no alert of the newsroom's, such as a test that the reader asked for.</summary>
    public required Guid? AlertId { get; init; }

    public required DispatchKind Kind { get; init; }
    public required BreakingLevel Level { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }

    /// <summary>Where a tap leads: absolute.</summary>
    public required string? Url { get; init; }
    public required string? Image { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>
    /// The same in every version and in all alerts of a story, at most 32 characters of base64url: on the reader's screen a
    /// later one takes the place of an earlier.
    /// </summary>
    public required string Tag { get; init; }

    /// <summary>1, 2, …; whoever has shown a greater one of the same tag shows no lesser.</summary>
    public required int Sequence { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>How long the push service may keep it for a reader who is away; whole seconds.</summary>
    public required TimeSpan TimeToLive { get; init; }

    /// <summary>Everything is made ready, and nothing leaves.</summary>
    public bool DryRun { get; init; }
}
