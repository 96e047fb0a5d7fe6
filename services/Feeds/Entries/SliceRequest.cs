namespace Syndication.Feeds.Entries;

/// <summary>A part of a selection, from the newest on.</summary>
/// <param name="Selection">Whose articles.</param>
/// <param name="Limit">How many at most; 1 or more.</param>
internal sealed record SliceRequest(Selection Selection, int Limit)
{
    /// <summary>Only what comes after this place, which need not be taken by any article.</summary>
    public Place? Before { get; init; }

    /// <summary>Only what was published at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was published before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// How many articles deep into each of its sets the selection goes; null for all. What has a <see cref="Before"/> ends
    /// there; the newest articles are there whatever is excluded.
    /// </summary>
    public int? Depth { get; init; }
}
