using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>A newsroom's way with its sources.</summary>
internal static class SourceDesk
{
    public static readonly IReadOnlyDictionary<string, string> NoPause = new Dictionary<string, string>
    {
        ["Polling:HostPause"] = "00:00:00",
    };

    /// <summary>A host that may call 127.0.0.1 and does not wait between two calls.</summary>
    public static IngestHost Host(
        string database = "sqlite",
        TimeProvider? time = null,
        string? directory = null,
        IReadOnlyDictionary<string, string>? settings = null
    ) => new(database, directory, time, privateAddresses: true, settings: settings ?? NoPause);

    public static async Task<Guid> AddAsync(this IngestHost host, object source)
    {
        var (status, body) = await host.PostAsync(source, "/api/sources");
        Assert.True(status == 201, $"{status} {body}");
        return (Guid)body["id"]!;
    }

    public static Task<Guid> AddFeedAsync(this IngestHost host, Uri url) =>
        host.AddAsync(
            new
            {
                kind = "feed",
                url,
                name = "উৎস",
            }
        );

    public static Task<JsonNode> SourceAsync(this IngestHost host, Guid id) =>
        host.GetAsync($"/api/sources/{id}");

    /// <summary>Waits until a source has been polled so that <paramref name="condition"/> holds of it.</summary>
    public static async Task<JsonNode> UntilAsync(
        this IngestHost host,
        Guid id,
        Func<JsonNode, bool> condition,
        string what
    )
    {
        JsonNode? source = null;
        await Waiting.UntilAsync(
            async () => condition(source = await host.SourceAsync(id)),
            TimeSpan.FromSeconds(30),
            () => $"{what}; the source is {source?.ToJsonString()}",
            IngestHost.Ct
        );
        return source!;
    }

    public static Task<JsonNode> PolledAsync(this IngestHost host, Guid id) =>
        host.UntilAsync(id, s => s["lastPolledAt"] is not null, "the first poll");

    /// <summary>Has it polled again, and waits until that is done.</summary>
    public static async Task<JsonNode> PollAgainAsync(this IngestHost host, Guid id)
    {
        var before = (string?)(await host.SourceAsync(id))["lastPolledAt"];
        using var answer = await host.Newsroom.PostAsync($"/api/sources/{id}/poll", null, IngestHost.Ct);
        Assert.Equal(202, (int)answer.StatusCode);
        return await host.UntilAsync(id, s => (string?)s["lastPolledAt"] != before, "another poll");
    }

    public static async Task<JsonArray> ArticlesAsync(this IngestHost host) =>
        (await host.GetAsync("/api/articles?limit=200"))["items"]!.AsArray();

    public static async Task<(int Status, JsonNode? Body)> PatchAsync(
        this IngestHost host,
        Guid id,
        string json
    )
    {
        using var answer = await host.Newsroom.PatchAsync(
            $"/api/sources/{id}",
            IngestHost.Json(json),
            IngestHost.Ct
        );
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>(IngestHost.Ct));
    }

    /// <summary>An RSS document of these items.</summary>
    public static byte[] Rss(params IEnumerable<string> items) =>
        Encoding.UTF8.GetBytes(
            $"<rss version='2.0'><channel><title>সকালের খবর</title><link>https://shokal.example/</link>{string.Concat(items)}</channel></rss>"
        );

    public static string Item(int number, string title = "নদীর পানি বাড়ছে", string category = "জাতীয়") =>
        $"<item><guid isPermaLink='false'>{number}</guid><link>https://shokal.example/news/{number}</link>"
        + $"<title>{title} {number}</title><description>জেলায় আজ সারা দিন বৃষ্টি।</description><category>{category}</category>"
        + $"<pubDate>Wed, 13 Aug 2025 0{number % 6}:00:00 GMT</pubDate></item>";
}
