namespace Syndication.Ingest.Sources;

/// <summary>A source as the newsroom writes it, whole or, in a change, in part; nothing in it is believed yet.</summary>
internal sealed record SourceInput
{
    public string? Kind { get; init; }
    public string? Url { get; init; }
    public string? Name { get; init; }
    public IReadOnlyDictionary<string, string?>? CategoryMap { get; init; }
    public IReadOnlyList<string?>? DefaultCategories { get; init; }

    /// <summary>Null where it is written so takes a set interval back, so that it matters whether it is written.</summary>
    public string? PollInterval
    {
        get;
        init
        {
            field = value;
            NamesInterval = true;
        }
    }

    internal bool NamesInterval { get; private init; }
    public bool? Enabled { get; init; }
}
