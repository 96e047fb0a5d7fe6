using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Feeds of servers that send elsewhere, send away, or send nonsense.</summary>
public sealed class MisbehavingServerTests : IAsyncLifetime
{
    private readonly IngestHost _host = Host();
    private FeedServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_permanent_redirect_moves_the_source_once_the_new_place_answers_well()
    {
        _server["/old"] = FeedServer.Status(301, ("Location", "/older"));
        _server["/older"] = FeedServer.Status(308, ("Location", "/new"));
        _server["/new"] = FeedServer.Status(500);
        var source = await AddAsync("/old");
        Assert.Equal(_server.Url("/old").AbsoluteUri, (string?)source["url"]);

        _server["/new"] = FeedServer.Says(Rss(Item(1)));
        source = await _host.PollAgainAsync((Guid)source["id"]!);
        Assert.Equal(_server.Url("/new").AbsoluteUri, (string?)source["url"]);
        await _host.PollAgainAsync((Guid)source["id"]!);

        Assert.Equal(2, _server.Requests("/old").Count);
        Assert.Equal(3, _server.Requests("/new").Count);
    }

    [Fact]
    public async Task A_temporary_redirect_moves_nothing()
    {
        _server["/old"] = FeedServer.Status(302, ("Location", "/new"));
        _server["/new"] = FeedServer.Says(Rss(Item(1)));

        var source = await AddAsync("/old");

        Assert.Equal(_server.Url("/old").AbsoluteUri, (string?)source["url"]);
        Assert.Equal(1, (int)source["articlesSeen"]!);
    }

    [Fact]
    public async Task A_source_that_is_gone_is_switched_off_with_the_reason()
    {
        _server["/feed"] = FeedServer.Status(410);

        var source = await AddAsync("/feed");

        Assert.False((bool)source["enabled"]!);
        Assert.Null(source["nextPollAt"]);
        Assert.Equal(410, (int)source["lastStatus"]!);
        Assert.Contains("410", (string?)source["lastError"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_wants_to_be_left_alone_is_so_for_all_its_sources(int status)
    {
        _server["/a"] = FeedServer.Status(status, ("Retry-After", "7200"));
        _server["/b"] = FeedServer.Says(Rss(Item(1)));

        var throttled = await AddAsync("/a");
        var other = await _host.AddFeedAsync(_server.Url("/b"));
        var putOff = await _host.UntilAsync(other, s => InHours(s) > 1.9, "the other source put off");

        Assert.Equal(status, (int)throttled["lastStatus"]!);
        Assert.InRange(InHours(throttled), 1.9, 2.1);
        Assert.Null(putOff["lastPolledAt"]);
        Assert.Empty(_server.Requests("/b"));
    }

    [Fact]
    public async Task What_one_address_says_for_ever_silences_the_others_of_its_host_for_some_hours_only()
    {
        _server["/a"] = FeedServer.Status(429, ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"));

        var throttled = await AddAsync("/a");
        var other = await _host.AddFeedAsync(_server.Url("/b"));
        var putOff = await _host.UntilAsync(other, s => InHours(s) > 1, "the other source put off");

        Assert.InRange(InHours(throttled), 23.9, 24.1);
        Assert.InRange(InHours(putOff), 2.9, 3.1);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("bomb")]
    [InlineData("cut")]
    [InlineData("nothing")]
    public async Task What_is_no_feed_is_a_failure_that_is_told_and_loses_nothing(string kind)
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1)), headers: ("ETag", "\"good\""));
        var id = (Guid)(await AddAsync("/feed"))["id"]!;
        _server["/feed"] = kind switch
        {
            "html" => FeedServer.Says(
                Encoding.UTF8.GetBytes("<!doctype html><html><body><h1>ত্রুটি</h1></body></html>"),
                "text/html"
            ),
            "bomb" => FeedServer.Says(Bomb(), headers: ("Content-Encoding", "gzip")),
            "cut" => FeedServer.Says(Bomb()[..100], headers: ("Content-Encoding", "gzip")),
            _ => FeedServer.Says([]),
        };

        var source = await _host.PollAgainAsync(id);
        var asked = _server.Requests("/feed").Count;
        await _host.PollAgainAsync(id);

        Assert.Equal(1, (int)source["failuresInARow"]!);
        Assert.NotNull((string?)source["lastError"]);
        Assert.Single(await _host.ArticlesAsync());
        Assert.Equal("\"good\"", _server.Requests("/feed")[asked].IfNoneMatch);
    }

    [Fact]
    public async Task An_endless_answer_ends()
    {
        _server["/feed"] = async context =>
        {
            var chunk = new byte[1 << 16];
            Array.Fill(chunk, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        };

        var source = await AddAsync("/feed");

        Assert.Equal(1, (int)source["failuresInARow"]!);
        Assert.Contains("bytes", (string?)source["lastError"], StringComparison.Ordinal);
    }

    private static double InHours(JsonNode source) =>
        (string?)source["nextPollAt"] is { } at
            ? (
                DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()
            ).TotalHours
            : 0;

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            var chunk = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                gzip.Write(chunk);
        }
        return packed.ToArray();
    }

    private async Task<JsonNode> AddAsync(string path) =>
        await _host.PolledAsync(await _host.AddFeedAsync(_server.Url(path)));
}
