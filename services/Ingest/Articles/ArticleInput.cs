namespace Syndication.Ingest.Articles;

/// <summary>An article as a sender writes it; nothing in it is believed yet.</summary>
internal sealed record ArticleInput
{
    /// <summary>The sender's own key for the article.</summary>
    public string? Guid { get; init; }
    public string? Url { get; init; }
    public string? Title { get; init; }
    public string? Summary { get; init; }
    public string? Content { get; init; }
    public IReadOnlyList<PersonInput?>? Authors { get; init; }
    public IReadOnlyList<string?>? Categories { get; init; }
    public IReadOnlyList<string?>? Tags { get; init; }
    public string? Language { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public ImageInput? Image { get; init; }
    public IReadOnlyList<EnclosureInput?>? Enclosures { get; init; }
    public SourceInput? Source { get; init; }
    public string? Breaking { get; init; }
    public DateTimeOffset? EmbargoUntil { get; init; }
    public string? Correction { get; init; }
    public bool? Significant { get; init; }

    /// <summary>Set by an export, as <see cref="Transfer.ExportedLine"/> says; with it alone the next two mean anything.</summary>
    public string? Export { get; init; }
    public string? State { get; init; }
    public string? QuarantineReason { get; init; }
}

internal sealed record PersonInput(string? Name, string? Email, string? Url);

internal sealed record ImageInput(string? Url, string? Alt, int? Width, int? Height, string? Type);

internal sealed record EnclosureInput(string? Url, string? Type, long? Length);

internal sealed record SourceInput(string? Name, string? Url);
