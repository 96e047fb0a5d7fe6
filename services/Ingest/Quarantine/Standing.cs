namespace Syndication.Ingest.Quarantine;

/// <summary>Where an article that a source brings stands in the store.</summary>
internal enum Standing
{
    New,
    Stored,

    /// <summary>Quarantined, or withdrawn: the newsroom knows of it, readers do not.</summary>
    Waiting,
}
