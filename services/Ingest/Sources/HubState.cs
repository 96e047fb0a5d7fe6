namespace Syndication.Ingest.Sources;

/// <summary>How far a WebSub subscription has come.</summary>
internal enum HubState
{
    None,

    /// <summary>Asked for; the hub has not verified it yet.</summary>
    Asked,
    Verified,
    Denied,
}
