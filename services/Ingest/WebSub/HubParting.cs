using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>A subscription that is wanted no more.</summary>
internal sealed record HubParting(Uri Hub, string Topic, string Token)
{
    /// <summary>Null where the hub knows nothing of us.</summary>
    public static HubParting? Of(SourceRow row) =>
        row is { HubToken: { } token, Topic: { } topic, HubState: HubState.Asked or HubState.Verified }
        && HubList.First(row.Hub) is { } hub
            ? new(new(hub), topic, token)
            : null;
}
