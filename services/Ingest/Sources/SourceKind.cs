namespace Syndication.Ingest.Sources;

/// <summary>How articles are fetched from a source.</summary>
internal enum SourceKind
{
    /// <summary>RSS, Atom or JSON Feed.</summary>
    Feed,

    /// <summary>WordPress' REST interface.</summary>
    WordPress,

    /// <summary>A page that lists articles, or is one.</summary>
    Page,
}
