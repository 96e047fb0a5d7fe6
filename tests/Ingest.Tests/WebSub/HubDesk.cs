using System.Text.Json.Nodes;
using Syndication.Ingest.Tests.Sources;
using Syndication.Testing.Time;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>A newsroom, an origin and a hub, and the usual steps between them.</summary>
internal sealed class HubDesk : IAsyncDisposable
{
    private const int LooksToASecond = 20;
    private readonly ManualTime? _time;
    private int _looks;

    private HubDesk(IngestHost host, FeedServer origin, HubServer hub, ManualTime? time) =>
        (Host, Origin, Hub, _time) = (host, origin, hub, time);

    public IngestHost Host { get; }

    public FeedServer Origin { get; }

    public HubServer Hub { get; }

    public static async Task<HubDesk> OpenAsync(
        ManualTime? time = null,
        string? directory = null,
        string database = "sqlite"
    ) =>
        new(
            SourceDesk.Host(database, time, directory),
            await FeedServer.StartAsync(),
            await HubServer.StartAsync(),
            time
        );

    /// <summary>A second or so passes now and then, so that clocks look and calls do not run out of time.</summary>
    public void Tick()
    {
        if (_looks++ % LooksToASecond == 0)
            _time?.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>The origin shows these items, and names the hub in its headers.</summary>
    public void Show(string path, params IEnumerable<string> items) =>
        Origin[path] = FeedServer.Says(Rss(items), headers: ("Link", Links(path)));

    public string Links(string path, string hub = "/hub") =>
        $"<{Hub.Url(hub)}>; rel=\"hub\", <{Origin.Url(path)}>; rel=\"self\"";

    /// <summary>A source that the hub was asked for.</summary>
    public async Task<(Guid Id, HubRequest Request)> AskAsync(string path = "/feed")
    {
        var number = Hub.Requests.Count + 1;
        var id = await Host.AddFeedAsync(Origin.Url(path));
        return (id, await Hub.AskedAsync(number, Tick));
    }

    /// <summary>A source whose subscription the hub has verified.</summary>
    public async Task<(Guid Id, HubRequest Request)> SubscribeAsync(
        string path = "/feed",
        int? lease = 864000
    )
    {
        var (id, request) = await AskAsync(path);
        var (status, _, _) = await Hub.VerifyAsync(request, lease);
        Assert.Equal(200, status);
        return (id, request);
    }

    public Task<JsonNode> UntilAsync(Guid id, Func<JsonNode, bool> condition, string what) =>
        Host.UntilAsync(
            id,
            source =>
            {
                Tick();
                return condition(source);
            },
            what
        );

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Hub.DisposeAsync();
        await Origin.DisposeAsync();
    }
}
