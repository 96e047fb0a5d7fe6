namespace Syndication.Feeds.Entries;

/// <summary>What a look at the store showed.</summary>
internal sealed record StoreState
{
    /// <summary>The epoch and the version of its last change.</summary>
    public required Stamp Stamp { get; init; }

    /// <summary>False until everything current has been filed.</summary>
    public required bool Complete { get; init; }

    /// <summary>The rebuild that has not ended yet, or null.</summary>
    public Guid? Rebuild { get; init; }

    public Standing Standing =>
        !Complete ? Standing.Rebuilding
        : Rebuild is null ? Standing.Serving
        : Standing.Restored;

    /// <summary>True for the one process that is to ask for <see cref="Rebuild"/> now.</summary>
    public bool Ask { get; init; }

    /// <summary>True when the rebuild was taken as ended although not all of its articles had come.</summary>
    public bool GaveUp { get; init; }

    /// <summary>Versions of what has changed since the stamp that was known; null where nothing has.</summary>
    public IReadOnlyDictionary<string, long>? Versions { get; init; }

    /// <summary>True where so much has changed that <see cref="Versions"/> does not tell what.</summary>
    public bool IsAfterMany { get; init; }
}
