namespace Syndication.Ingest.Tests.WebSub;

/// <summary>What a subscriber has asked a hub for.</summary>
internal sealed record HubRequest(
    string Mode,
    string Topic,
    string Callback,
    string? Secret,
    string? LeaseSeconds,
    string Path
);
