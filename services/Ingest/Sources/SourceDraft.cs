namespace Syndication.Ingest.Sources;

/// <summary>What a newsroom says of a source, found valid; null leaves what there is.</summary>
internal sealed record SourceDraft
{
    public SourceKind? Kind { get; init; }
    public string? Url { get; init; }
    public string? Name { get; init; }
    public Dictionary<string, string>? CategoryMap { get; init; }
    public List<string>? DefaultCategories { get; init; }
    public bool NamesInterval { get; init; }
    public TimeSpan? PollInterval { get; init; }
    public bool? Enabled { get; init; }
}
