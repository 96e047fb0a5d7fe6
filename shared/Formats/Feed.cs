namespace Syndication.Formats;

/// <summary>A feed with its entries, in whatever format it came or will go.</summary>
public sealed record Feed
{
    /// <summary>Permanent; Atom needs one, and takes <see cref="Self"/> where it is null.</summary>
    public string? Id { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text.</summary>
    public string? Description { get; init; }

    /// <summary>The page that shows the same for people.</summary>
    public string? Link { get; init; }

    /// <summary>The address this document is fetched from, to the byte.</summary>
    public string? Self { get; init; }

    /// <summary>WebSub hubs that announce changes.</summary>
    public IReadOnlyList<string> Hubs { get; init; } = [];

    /// <summary>Where rssCloud readers ask to be pinged, in RSS only (RSS 2.0, element <c>cloud</c>).</summary>
    public string? Cloud { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }

    public DateTimeOffset? Updated { get; init; }
    public string? Rights { get; init; }

    /// <summary>URL of a logo.</summary>
    public string? Image { get; init; }

    /// <summary>URL of a small square icon.</summary>
    public string? Icon { get; init; }

    public string? Generator { get; init; }

    /// <summary>Minutes for which a reader may keep it; at least 1.</summary>
    public int? Ttl { get; init; }

    /// <summary>Hours of the day, 0 to 23 in GMT, in which nothing new comes (RSS 2.0 <c>skipHours</c>).</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days, in GMT, on which nothing new comes (RSS 2.0 <c>skipDays</c>).</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    public FeedPages Pages { get; init; } = FeedPages.None;

    public IReadOnlyList<Person> Authors { get; init; } = [];
    public IReadOnlyList<Category> Categories { get; init; } = [];
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>Entries withdrawn; Atom alone can say so (RFC 6721).</summary>
    public IReadOnlyList<DeletedEntry> Deleted { get; init; } = [];
}
