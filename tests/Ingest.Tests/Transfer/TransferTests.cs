using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Ingest.Tests.Articles;
using Syndication.Ingest.Tests.Sources;

namespace Syndication.Ingest.Tests.Transfer;

/// <summary>Whole newsrooms in and out.</summary>
public abstract class TransferTests : DatabaseTests
{
    [Fact]
    public async Task An_export_of_wordpress_becomes_articles_and_a_second_time_changes_nothing()
    {
        await using var host = await StartAsync();
        var file = Wxr.File(
            Wxr.Post(1, more: Wxr.Thumbnail(9)),
            Wxr.Post(2, category: "অচেনা", nicename: "%E0%A6%95%E0%A7%83%E0%A6%B7%E0%A6%BF-%E0%A6%93"),
            Wxr.Post(3, status: "draft"),
            Wxr.Post(4, category: "অচেনা", nicename: "sports"),
            Wxr.Post(5, category: "best"),
            Wxr.Attachment(9)
        );

        var first = await ImportAsync(host, Wxr.Bytes(file));
        var second = await ImportAsync(host, Wxr.Bytes(file));

        Assert.Equal((6, 3, 0, 0, 2, 1, true), Counts(first[^1]));
        Assert.Equal((6, 0, 0, 3, 2, 1, true), Counts(second[^1]));
        var refused = Assert.Single(first, l => l["refusal"] is not null);
        Assert.Equal("https://khobor.example/?p=5", (string?)refused["guid"]);
        await host.ToldAsync<ArticlePublished>(2);
        Assert.All(
            host.Bus.Of<ArticlePublished>(),
            p => Assert.Equal(BreakingLevel.None, p.Article.Breaking)
        );
        Assert.Empty(host.Bus.Of<ArticleRevised>());
        var one = host
            .Bus.Of<ArticlePublished>()
            .Single(p => p.Article.Url!.EndsWith("/1/", StringComparison.Ordinal));
        Assert.Equal("<p>প্রথম অনুচ্ছেদ</p><p>দ্বিতীয় অনুচ্ছেদ</p>", one.Article.Content);
        Assert.Equal("রিমা দত্ত", Assert.Single(one.Article.Authors).Name);
        Assert.Equal(
            ("https://khobor.example/9.jpg", "সেতু"),
            (one.Article.Image!.Url, one.Article.Image.Alt)
        );
        Assert.Equal(new DateTimeOffset(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), one.Article.PublishedAt);
        Assert.Equal(["পদ্মা"], one.Article.Tags);
    }

    [Fact]
    public async Task A_packed_export_of_thousands_tells_how_it_goes()
    {
        await using var host = await StartAsync();
        var file = Wxr.File([
            .. Enumerable.Range(1, 2500).Select(i => Wxr.Post(i, $"শিরোনাম {i}", content: new('ক', 600))),
        ]);

        var packed = await ImportAsync(host, Preview.Pack(Wxr.Bytes(file), "gzip"), "gzip");
        var unsaid = await ImportAsync(host, Preview.Pack(Wxr.Bytes(file), "gzip"));

        var plain = await ImportAsync(host, Wxr.Bytes(file));

        Assert.True(Wxr.Bytes(file).Length > 5 << 20);
        Assert.Equal((2500, 2500, 0, 0, 0, 0, true), Counts(packed[^1]));
        Assert.Equal((2500, 0, 0, 2500, 0, 0, true), Counts(plain[^1]));
        Assert.Equal((2500, 0, 0, 2500, 0, 0, true), Counts(unsaid[^1]));
        Assert.True(packed.Count >= 3, "Progress is told on the way.");
        Assert.All(packed, l => Assert.Equal(2500, (int)l["total"]!));
        Assert.Equal(packed.Select(l => (int)l["read"]!).Order(), packed.Select(l => (int)l["read"]!));
    }

    [Fact]
    public async Task A_file_that_breaks_off_keeps_what_came_before_and_says_where()
    {
        await using var host = await StartAsync();
        var whole = Wxr.File(Wxr.Post(1), Wxr.Post(2), Wxr.Post(3));
        var cut = whole[..whole.LastIndexOf("<wp:status>", StringComparison.Ordinal)];

        var lines = await ImportAsync(host, Wxr.Bytes(cut));

        Assert.Equal((2, 2, 0, 0, 0, 0, false), Counts(lines[^1]));
        Assert.Contains("from line", (string?)lines[^1]["error"], StringComparison.Ordinal);
        Assert.Equal(2, (await host.GetAsync("/api/articles"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("এটা XML নয়")]
    [InlineData("<html><body>না</body></html>")]
    [InlineData("<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x'><feed/>")]
    [InlineData("")]
    public async Task What_is_no_export_is_refused(string body)
    {
        await using var host = await StartAsync();
        using var answer = await host.Newsroom.PostAsync(
            "/api/articles/import",
            IngestHost.Json(body, "text/xml"),
            Ct
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task An_old_export_does_not_undo_what_the_newsroom_wrote_since()
    {
        await using var host = await StartAsync();
        await host.PostAsync(
            new
            {
                guid = "cms:1",
                url = "http://khobor.example/1",
                title = "নতুন",
                content = "<p>নতুন</p>",
                categories = new[] { "sports" },
            }
        );

        await ImportAsync(host, Wxr.Bytes(Wxr.File(Wxr.Post(1, "পুরোনো"))));

        var only = Assert.Single((await host.GetAsync("/api/articles"))["items"]!.AsArray())!;
        Assert.Equal(("নতুন", "<p>নতুন</p>"), ((string?)only["title"], (string?)only["content"]));
    }

    [Fact]
    public async Task What_is_exported_can_be_taken_back_elsewhere()
    {
        await using var host = await StartAsync();
        await host.PostAsync(Article("e:1", "ছোট <b>১ &lt; ২</b>"));
        await host.PostAsync(Article("e:1", "১ &lt;২ আবার"));
        await host.PostAsync(
            new
            {
                guid = "e:2",
                title = "জরুরি",
                breaking = "flash",
                categories = new[] { "sports" },
            }
        );
        await host.PostAsync(Article("e:3", category: "অজানা"));
        var (_, gone) = await host.PostAsync(Article("e:4"));
        using var delete = await host.Newsroom.DeleteAsync($"/api/articles/{gone["id"]}", Ct);

        var (lines, _) = await ExportAsync(host, "");
        var (all, coding) = await ExportAsync(host, "?revisions=true", gzip: true);
        await using var other = new IngestHost();
        using var body = IngestHost.Json(string.Join('\n', all), "application/x-ndjson");
        using var answer = await other.Newsroom.PostAsync("/api/articles/batch", body, Ct);
        var taken = (await answer.Content.ReadAsStringAsync(Ct))
            .TrimEnd()
            .Split('\n')
            .Select(l => (int)JsonNode.Parse(l)!["status"]!);

        Assert.Equal((4, 6, "gzip"), (lines.Length, all.Length, coding));
        Assert.Equal([422, 201, 201, 202, 422, 422], taken);
        var again = (await ExportAsync(other, ""))
            .Lines.Select(l => JsonNode.Parse(l)!)
            .OrderBy(l => (string?)l["guid"], StringComparer.Ordinal)
            .ToList();
        Assert.Equal(["১ <২ আবার", "জরুরি", "হাওরে নতুন সেতু"], again.Select(l => (string?)l["title"]));
        Assert.Equal("quarantined", (string?)again[2]["state"]);
        await other.ToldAsync<ArticlePublished>(2);
        Assert.All(
            other.Bus.Of<ArticlePublished>(),
            p => Assert.Equal(BreakingLevel.None, p.Article.Breaking)
        );
    }

    [Fact]
    public async Task A_long_export_has_every_article_once()
    {
        await using var host = await StartAsync();
        var lines = Enumerable.Range(0, 901).Select(i => $$"""{"guid":"x:{{i}}","title":"শিরোনাম {{i}}"}""");
        using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");
        using var answer = await host.Newsroom.PostAsync("/api/articles/batch", body, Ct);

        var (exported, _) = await ExportAsync(host, "");

        Assert.Equal(901, exported.Select(l => (string?)JsonNode.Parse(l)!["guid"]).Distinct().Count());
        Assert.Equal(901, exported.Length);
    }

    [Theory]
    [InlineData("GET", "/api/articles/export")]
    [InlineData("POST", "/api/articles/import")]
    public async Task Only_an_administrator_moves_whole_newsrooms(string method, string path)
    {
        await using var host = await StartAsync();
        using var client = host.Client(IngestHost.AlertsKey);
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static (int, int, int, int, int, int, bool) Counts(JsonNode line) =>
        (
            (int)line["read"]!,
            (int)line["created"]!,
            (int)line["updated"]!,
            (int)line["unchanged"]!,
            (int)line["skipped"]!,
            (int)line["refused"]!,
            (bool)line["done"]!
        );

    private static async Task<List<JsonNode>> ImportAsync(IngestHost host, byte[] file, string? coding = null)
    {
        using var content = new ByteArrayContent(file);
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        using var answer = await host.Newsroom.PostAsync("/api/articles/import", content, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        return [.. text.TrimEnd().Split('\n').Select(l => JsonNode.Parse(l)!)];
    }

    private static async Task<(string[] Lines, string? Coding)> ExportAsync(
        IngestHost host,
        string query,
        bool gzip = false
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/articles/export" + query);
        if (gzip)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await host.Newsroom.SendAsync(request, Ct);
        var coding = answer.Content.Headers.ContentEncoding.FirstOrDefault();
        await using var raw = await answer.Content.ReadAsStreamAsync(Ct);
        await using var body =
            coding == "gzip"
                ? new System.IO.Compression.GZipStream(raw, System.IO.Compression.CompressionMode.Decompress)
                : raw;
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(Ct);
        return (text.TrimEnd().Split('\n'), coding);
    }
}

public sealed class SqliteTransferTests : TransferTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresTransferTests(PostgresFixture postgres) : TransferTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
