namespace Syndication.Standalone.Demo;

/// <summary>
/// One line of <c>demo-articles.ndjson</c>: an article of the contract whose instants are told as minutes ago, so
/// that it is fresh whenever the demo begins. Every person, place, product and event in it is invented.
/// </summary>
internal sealed record DemoStory
{
    /// <summary>Its place in addresses: a-z, 0-9 and hyphens.</summary>
    public required string Slug { get; init; }

    public required int MinutesAgo { get; init; }
    public int? UpdatedMinutesAgo { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }

    /// <summary>Paragraphs of plain text.</summary>
    public required IReadOnlyList<string> Content { get; init; }

    public required IReadOnlyList<string> Authors { get; init; }
    public required IReadOnlyList<string> Categories { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public DemoPicture? Image { get; init; }
    public DemoSource? Source { get; init; }
    public string Breaking { get; init; } = "none";
    public string? Correction { get; init; }

    /// <summary>A minute has no seconds on a page: instants are whole minutes.</summary>
    public DateTimeOffset PublishedAt(DateTimeOffset began) => WholeMinute(began).AddMinutes(-MinutesAgo);

    public DateTimeOffset? UpdatedAt(DateTimeOffset began) =>
        UpdatedMinutesAgo is { } minutes ? WholeMinute(began).AddMinutes(-minutes) : null;

    private static DateTimeOffset WholeMinute(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMinute));
}

/// <summary>A picture among <c>Images</c>, by its name without suffix.</summary>
internal sealed record DemoPicture(string Name, string Alt);

internal sealed record DemoSource(string Name);
