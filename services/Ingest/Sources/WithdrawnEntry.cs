namespace Syndication.Ingest.Sources;

/// <summary>Something that the source itself has taken back.</summary>
/// <param name="Guid">By which its article is known.</param>
/// <param name="Reason">For the newsroom, in a sentence.</param>
internal sealed record WithdrawnEntry(string Guid, string Reason);
