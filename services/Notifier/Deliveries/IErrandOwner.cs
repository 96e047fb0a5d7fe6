namespace Syndication.Notifier.Deliveries;

/// <summary>Whoever took on an errand, and hears what became of it.</summary>
internal interface IErrandOwner
{
    /// <summary>Nobody else may take it up meanwhile.</summary>
    bool Holds(Errand errand);

    /// <summary>It is on disk, or was left to somebody else. Never throws.</summary>
    void Written(Settlement settlement);
}
