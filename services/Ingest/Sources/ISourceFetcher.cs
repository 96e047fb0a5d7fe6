using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Asks sources of one kind.</summary>
internal interface ISourceFetcher
{
    SourceKind Kind { get; }

    /// <summary>Asks once; nothing that a server does is an exception.</summary>
    /// <param name="source">As it was when it was claimed; not to be changed.</param>
    /// <param name="ct">Ends it.</param>
    Task<FetchOutcome> FetchAsync(SourceRow source, CancellationToken ct);
}
