namespace Syndication.Notifier.Deliveries;

/// <summary>Whoever took on an errand, and hears what became of it.</summary>
internal interface IErrandOwner
{
    /// <summary>It is on disk, or was left to somebody else. Never throws.</summary>
    void Written(Settlement settlement);
}
