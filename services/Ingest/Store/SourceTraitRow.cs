namespace Syndication.Ingest.Store;

/// <summary>Something that a source has brought before: an author, a category, a domain it links to.</summary>
internal sealed class SourceTraitRow
{
    public Guid SourceId { get; init; }

    /// <summary><c>author</c>, <c>category</c>, <c>domain</c> or <c>script</c>, a colon, and a digest of its name.</summary>
    public required string Trait { get; init; }
    public DateTimeOffset FirstSeenAt { get; init; }
}
