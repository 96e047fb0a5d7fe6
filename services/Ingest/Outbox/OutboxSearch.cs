namespace Syndication.Ingest.Outbox;

/// <summary>Which rows an instance looks for.</summary>
internal sealed record OutboxSearch
{
    /// <summary>Who asks.</summary>
    public required Guid Instance { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when what is found shall be its own; whole milliseconds, as the database keeps them.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Younger rows of its own are on their way from hand to hand.</summary>
    public required DateTimeOffset MadeBefore { get; init; }

    /// <summary>Its own that were refused and rested long enough.</summary>
    public required List<long> DueAgain { get; init; }

    /// <summary>Under way, or resting.</summary>
    public required List<long> NotNow { get; init; }
}
