namespace Syndication.Contracts;

/// <summary>One revision of a published article, as every other service may know it: vetted and sanitised.</summary>
public sealed record Article
{
    /// <summary>UUIDv7; given at first sight, never changed.</summary>
    public required Guid Id { get; init; }

    /// <summary>1, 2, …; a consumer keeps the greatest it has seen.</summary>
    public required int Revision { get; init; }

    /// <summary>The article's page, as the sender wrote it.</summary>
    public required string? Url { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Sanitised HTML.</summary>
    public string? Summary { get; init; }

    /// <summary>Sanitised HTML.</summary>
    public string? Content { get; init; }

    public IReadOnlyList<Person> Authors { get; init; } = [];

    /// <summary>Slugs of allowed categories; at least one.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>BCP 47, such as <c>bn</c>.</summary>
    public required string Language { get; init; }

    /// <summary>First publication; the same in every revision.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The last significant edit; <see cref="PublishedAt"/> until there is one.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When this revision was made, significant or not.</summary>
    public required DateTimeOffset RevisedAt { get; init; }

    public ArticleImage? Image { get; init; }

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    public ArticleSource? Source { get; init; }

    public BreakingLevel Breaking { get; init; }

    /// <summary>Plain text that tells readers what was corrected.</summary>
    public string? Correction { get; init; }
}
