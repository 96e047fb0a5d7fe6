namespace Syndication.Notifier.WebSub;

/// <summary>What became of an errand.</summary>
internal sealed record HubSettlement(HubErrand Errand)
{
    /// <summary>The callback has taken it.</summary>
    public bool Taken { get; init; }

    /// <summary>The callback is no more (410): the subscription ends.</summary>
    public bool Gone { get; init; }

    /// <summary>When to try again, of one that was not taken.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Failures in a row; as many as before of one that was not tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Why, in words without the callback's path; null of one that was not tried.</summary>
    public string? Fault { get; init; }
}
