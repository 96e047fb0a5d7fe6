using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>A feed is previewed by its address.</summary>
public sealed class PreviewFetchTests : IAsyncLifetime
{
    private readonly IngestHost _host = new(privateAddresses: true);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_feed_is_fetched_and_read_as_from_where_it_was_found()
    {
        var feed = Preview.Pack(Encoding.UTF8.GetBytes(Preview.Rss), "gzip");
        await using var server = new CannedHttp(
            (request, stream, ct) =>
                request.StartsWith("GET /feed ", StringComparison.Ordinal)
                    ? CannedHttp.WriteAsync(stream, "HTTP/1.1 301 Moved\nLocation: /bn/rss", default, ct)
                    : CannedHttp.WriteAsync(
                        stream,
                        "HTTP/1.1 200 OK\nContent-Type: text/xml\nContent-Encoding: gzip",
                        feed,
                        ct
                    )
        );

        var (status, body) = await FetchAsync(server.Url("/feed"));

        Assert.Equal(200, status);
        Assert.Equal("rss20", (string?)body["format"]);
        Assert.Equal(server.Url("/national/1").AbsoluteUri, (string?)body["entries"]![0]!["link"]);
    }

    [Fact]
    public async Task The_charset_that_the_server_gives_is_believed()
    {
        var feed = Encoding.Latin1.GetBytes(
            "<rss version='2.0'><channel><title>café</title></channel></rss>"
        );
        await using var server = new CannedHttp(
            "HTTP/1.1 200 OK\nContent-Type: text/xml; charset=iso-8859-1",
            feed
        );

        var (status, body) = await FetchAsync(server.Url());

        Assert.Equal(200, status);
        Assert.Equal("café", (string?)body["feed"]!["title"]);
    }

    [Fact]
    public async Task A_page_that_is_no_feed_is_told_as_such()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK", "<html>খবর</html>"u8.ToArray());

        var (status, _) = await FetchAsync(server.Url());

        Assert.Equal(422, status);
        Assert.Contains("Accept: application/atom+xml", server.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found", "404 Not Found")]
    [InlineData("HTTP/1.1 500 Oops", "500 Internal Server Error")]
    [InlineData("HTTP/1.1 304 Not Modified", "304 Not Modified")]
    [InlineData("HTTP/1.1 302 Found\nLocation: /", "ring")]
    [InlineData("HTTP/1.1 200 OK\nContent-Encoding: zstd", "zstd")]
    [InlineData("no HTTP", "does not speak HTTP")]
    public async Task Why_nothing_was_fetched_is_told(string head, string reason)
    {
        await using var server = new CannedHttp(head);

        var (status, problem) = await FetchAsync(server.Url());

        Assert.Equal(422, status);
        Assert.Contains(reason, (string?)problem["errors"]!["url"]![0], StringComparison.Ordinal);
        Assert.Contains(reason, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_of_more_than_16_MiB_is_too_large_by_its_address_as_well()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK", new byte[(16 << 20) + 1]);

        var (status, _) = await FetchAsync(server.Url());

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task A_feed_inside_is_not_fetched_unless_that_is_allowed()
    {
        await using var strict = new IngestHost();
        await using var server = new CannedHttp("HTTP/1.1 200 OK", Encoding.UTF8.GetBytes(Preview.Rss));

        var (status, problem) = await FetchAsync(server.Url(), strict);

        Assert.Equal(422, status);
        Assert.Contains(
            "Network:AllowPrivateAddresses",
            (string?)problem["detail"],
            StringComparison.Ordinal
        );
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("5", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("\"http://khobor.example/\\ud83d\"", 400)]
    [InlineData("\"\"", 422)]
    [InlineData("\"/feed\"", 422)]
    [InlineData("\"ftp://khobor.example/feed\"", 422)]
    [InlineData("\"https://user:secret@khobor.example/feed\"", 422)]
    public async Task An_address_that_cannot_be_is_named(string url, int expected)
    {
        var (status, problem) = await _host.Newsroom.PreviewAsync($"{{\"url\":{url}}}", "application/json");

        Assert.Equal(expected, status);
        Assert.NotNull(problem["errors"]!["url"]);
    }

    [Fact]
    public async Task An_address_that_is_not_in_UTF8_is_named()
    {
        byte[] body = [.. "{\"url\":\"http://khobor.example/"u8, 0xE0, 0xA6, .. "\"}"u8];

        var (status, problem) = await _host.Newsroom.PreviewAsync(body, "application/json");

        Assert.Equal(400, status);
        Assert.NotNull(problem["errors"]!["url"]);
    }

    private Task<(int Status, JsonNode Body)> FetchAsync(Uri url, IngestHost? host = null) =>
        (host ?? _host).Newsroom.PreviewAsync(
            JsonSerializer.Serialize(new { url = url.AbsoluteUri }),
            "application/json"
        );
}
