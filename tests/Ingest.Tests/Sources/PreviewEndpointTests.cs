using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>A feed goes in, and what is in it comes out.</summary>
public sealed class PreviewEndpointTests : IAsyncLifetime
{
    private readonly IngestHost _host = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Preview.Rss, "application/rss+xml; charset=utf-8", "rss20")]
    [InlineData(Preview.Rss, "text/html", "rss20")]
    [InlineData(Preview.Rss, "application/x-www-form-urlencoded", "rss20")]
    [InlineData(Preview.Rss, "multipart/form-data", "rss20")]
    [InlineData(Preview.Rss, "no type at all", "rss20")]
    [InlineData(Preview.Rss, null, "rss20")]
    [InlineData(Preview.Atom, "application/atom+xml", "atom10")]
    [InlineData(Preview.Atom, "application/json", "atom10")]
    [InlineData(Preview.JsonFeed, "application/feed+json", "json11")]
    [InlineData(Preview.JsonFeed, "application/json; charset=utf-8", "json11")]
    [InlineData(Preview.JsonFeed, "text/plain", "json11")]
    public async Task A_feed_is_recognised_by_what_it_says(string feed, string? type, string format)
    {
        var (status, body) = await _host.Newsroom.PreviewAsync(feed, type);

        Assert.Equal(200, status);
        Assert.Equal(format, (string?)body["format"]);
        Assert.Equal("utf-8", (string?)body["encoding"]);
        Assert.Single(body["entries"]!.AsArray());
    }

    [Fact]
    public async Task Titles_are_text_dates_are_of_the_publications_zone_and_addresses_are_absolute()
    {
        var (_, body) = await _host.Newsroom.PreviewAsync(
            Preview.Rss,
            query: "?base=" + Uri.EscapeDataString("https://khobor.example/feeds/rss")
        );

        var entry = body["entries"]![0]!;
        Assert.Equal("নমুনা & সংবাদ", (string?)body["feed"]!["title"]);
        Assert.Equal("https://khobor.example/national/1", (string?)entry["link"]);
        Assert.Equal("2025-08-13T06:43:00Z", (string?)entry["published"]);
        var summary = (string?)entry["summary"];
        Assert.Contains("https://khobor.example/mela", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task A_content_coding_is_undone(string coding)
    {
        var feed = Encoding.UTF8.GetBytes(Preview.Rss);
        var sent = coding == "identity" ? feed : Preview.Pack(feed, coding);

        var (status, body) = await _host.Newsroom.PreviewAsync(sent, coding: coding);

        Assert.Equal(200, status);
        Assert.Equal("নমুনা & সংবাদ", (string?)body["feed"]!["title"]);
    }

    [Fact]
    public async Task The_charset_that_the_server_gave_is_believed()
    {
        var feed = "<rss version='2.0'><channel><title>café</title></channel></rss>";

        var (status, body) = await _host.Newsroom.PreviewAsync(
            Encoding.Latin1.GetBytes(feed),
            "application/rss+xml; charset=iso-8859-1"
        );

        Assert.Equal(200, status);
        Assert.Equal("café", (string?)body["feed"]!["title"]);
    }

    [Fact]
    public async Task A_body_without_a_length_is_read_to_its_end()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Preview.Path)
        {
            Content = new StringContent(Preview.Atom, Encoding.UTF8, "application/atom+xml"),
            Headers = { TransferEncodingChunked = true },
        };
        using var answer = await _host.Newsroom.SendAsync(request, IngestHost.Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_stored_or_told()
    {
        var (status, _) = await _host.Newsroom.PreviewAsync(Preview.Rss);

        Assert.Equal(200, status);
        Assert.Empty((await _host.GetAsync("/api/articles"))["items"]!.AsArray());
        Assert.Empty(_host.Bus.Of<Contracts.ArticlePublished>());
    }

    [Fact]
    public async Task The_answer_is_the_contracts_to_the_member()
    {
        var (_, body) = await _host.Newsroom.PreviewAsync(Preview.Atom, "application/atom+xml");

        Assert.Equal("format encoding wellFormed problems feed entries", Names(body));
        Assert.Equal(
            "id title description link self hubs language updated rights image icon generator ttl authors categories",
            Names(body["feed"]!)
        );
        Assert.Equal(
            "id link title summary content published updated authors contributors categories enclosures image language "
                + "rights comments source correction",
            Names(body["entries"]![0]!)
        );
    }

    private static string Names(JsonNode node) => string.Join(' ', node.AsObject().Select(m => m.Key));
}
