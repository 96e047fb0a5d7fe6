using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Formats.Opml;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>The newsroom keeps its sources; nothing is polled here.</summary>
public sealed class SourceApiTests : IAsyncLifetime
{
    private readonly IngestHost _host = new(
        settings: new Dictionary<string, string> { ["Polling:Enabled"] = "false" }
    );

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_source_is_kept_as_it_was_described()
    {
        var (status, body) = await _host.PostAsync(
            new
            {
                kind = "wordpress",
                url = "https://shokal.example/",
                name = "সকালের খবর",
                categoryMap = new Dictionary<string, string> { ["খেলা"] = "sports" },
                defaultCategories = new[] { "national" },
                pollInterval = "PT10M",
                enabled = false,
            },
            "/api/sources"
        );

        Assert.Equal(201, status);
        var source = await _host.SourceAsync((Guid)body["id"]!);
        Assert.Equal(body.ToJsonString(), source.ToJsonString());
        Assert.Equal("wordpress", (string?)source["kind"]);
        Assert.Equal("sports", (string?)source["categoryMap"]!["খেলা"]);
        Assert.Equal("national", (string?)source["defaultCategories"]![0]);
        Assert.Equal("00:10:00", (string?)source["pollInterval"]);
        Assert.False((bool)source["enabled"]!);
        foreach (var unset in (string[])["lastPolledAt", "lastStatus", "lastError", "nextPollAt", "hub"])
            Assert.True(source.AsObject().TryGetPropertyValue(unset, out var value) && value is null, unset);
        Assert.Equal(0, (int)source["articlesSeen"]! + (int)source["failuresInARow"]!);
    }

    [Fact]
    public async Task The_same_kind_and_url_again_is_the_same_source()
    {
        var (_, first) = await _host.PostAsync(Some("https://a.example/feed"), "/api/sources");
        var (status, again) = await _host.PostAsync(Some("https://a.example/feed"), "/api/sources");
        var (other, _) = await _host.PostAsync(Some("https://a.example/feed", "page"), "/api/sources");

        Assert.Equal(200, status);
        Assert.Equal((string?)first["id"], (string?)again["id"]);
        Assert.Equal(201, other);
    }

    [Theory]
    [InlineData("""{"url":"https://a.example/"}""", "kind")]
    [InlineData("""{"kind":"rss","url":"https://a.example/"}""", "kind")]
    [InlineData("""{"kind":"feed"}""", "url")]
    [InlineData("""{"kind":"feed","url":"ftp://a.example/"}""", "url")]
    [InlineData("""{"kind":"feed","url":"/feed"}""", "url")]
    [InlineData("""{"kind":"feed","url":"https://me:secret@a.example/"}""", "url")]
    [InlineData("""{"kind":"feed","url":"https://a.example/","pollInterval":"00:00:10"}""", "pollInterval")]
    [InlineData("""{"kind":"feed","url":"https://a.example/","pollInterval":"P2D"}""", "pollInterval")]
    [InlineData("""{"kind":"feed","url":"https://a.example/","pollInterval":"soon"}""", "pollInterval")]
    [InlineData("""{"kind":"feed","url":"https://a.example/","categoryMap":{"x":"nope"}}""", "categoryMap.x")]
    [InlineData(
        """{"kind":"feed","url":"https://a.example/","defaultCategories":["nope"]}""",
        "defaultCategories[0]"
    )]
    public async Task What_cannot_be_is_named_by_its_field(string json, string field)
    {
        using var answer = await _host.Newsroom.PostAsync("/api/sources", IngestHost.Json(json), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(Ct);
        Assert.NotNull(problem!["errors"]![field]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"kind":5,"url":"https://a.example/"}""")]
    [InlineData("""{"kind":"feed","url":"https://a.example/","enabled":"yes"}""")]
    public async Task What_is_no_such_JSON_is_400(string json)
    {
        using var answer = await _host.Newsroom.PostAsync("/api/sources", IngestHost.Json(json), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        var id = await _host.AddAsync(
            new
            {
                kind = "feed",
                url = "https://a.example/feed",
                name = "ক",
                pollInterval = "01:00:00",
            }
        );

        var (status, renamed) = await _host.PatchAsync(id, """{"name":"খ"}""");
        var (_, freed) = await _host.PatchAsync(id, """{"pollInterval":null,"enabled":false}""");
        var (bad, _) = await _host.PatchAsync(id, """{"url":"nowhere"}""");

        Assert.Equal(200, status);
        Assert.Equal("খ", (string?)renamed!["name"]);
        Assert.Equal("01:00:00", (string?)renamed["pollInterval"]);
        Assert.NotNull(renamed["nextPollAt"]);
        Assert.Null(freed!["pollInterval"]);
        Assert.Null(freed["nextPollAt"]);
        Assert.Equal("https://a.example/feed", (string?)freed["url"]);
        Assert.Equal(422, bad);
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var id = await _host.AddAsync(Some("https://a.example/feed"));
        using var gone = await _host.Newsroom.DeleteAsync($"/api/sources/{id}", Ct);
        using var again = await _host.Newsroom.DeleteAsync($"/api/sources/{id}", Ct);
        using var poll = await _host.Newsroom.PostAsync($"/api/sources/{id}/poll", null, Ct);
        using var get = await _host.Newsroom.GetAsync($"/api/sources/{id}", Ct);
        var (patch, _) = await _host.PatchAsync(id, "{}");

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.All(
            [again.StatusCode, poll.StatusCode, get.StatusCode, (HttpStatusCode)patch],
            s => Assert.Equal(HttpStatusCode.NotFound, s)
        );
    }

    [Fact]
    public async Task The_list_comes_in_pages_in_the_order_of_adding()
    {
        for (var i = 0; i < 5; i++)
            await _host.AddAsync(Some($"https://a.example/{i}"));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _host.GetAsync($"/api/sources?limit=2&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(s => (string)s!["url"]!));
            cursor = (string?)page["next"];
        } while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"https://a.example/{i}"), seen);
        using var bad = await _host.Newsroom.GetAsync("/api/sources?limit=0", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Only_an_admin_sees_sources()
    {
        using var other = _host.Client(IngestHost.AlertsKey);
        using var nobody = _host.Client(null);

        foreach (var path in (string[])["/api/sources", "/api/sources.opml"])
        {
            using var forbidden = await other.GetAsync(path, Ct);
            using var unknown = await nobody.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        }
    }

    [Fact]
    public async Task A_list_of_sources_goes_out_and_comes_back()
    {
        await _host.AddAsync(Some("https://a.example/feed"));
        await _host.AddAsync(Some("https://a.example/", "wordpress"));
        var opml = await _host.Newsroom.GetByteArrayAsync("/api/sources.opml", Ct);
        await using var empty = new IngestHost(
            settings: new Dictionary<string, string> { ["Polling:Enabled"] = "false" }
        );

        var first = await ImportAsync(empty, opml);
        var second = await ImportAsync(empty, opml);

        Assert.Equal(2, OpmlReader.Read(opml).Feeds.Count());
        Assert.Equal((2, 0, 0), first);
        Assert.Equal((0, 2, 0), second);
        var items = (await empty.GetAsync("/api/sources"))["items"]!.AsArray();
        Assert.Equal(["feed", "wordpress"], items.Select(i => (string?)i!["kind"]).Order());
        Assert.All(items, i => Assert.Equal("সকাল & সন্ধ্যা", (string?)i!["name"]));
    }

    [Fact]
    public async Task An_imported_list_says_what_was_refused()
    {
        var opml = Encoding.UTF8.GetBytes(
            "<opml version='1.0'><body><outline text='দল'><outline text='ভালো' xmlUrl='https://a.example/feed' category='খেলাধুলা,misc'/>"
                + "<outline text='মন্দ' xmlUrl='https://x:y@b.example/feed'/></outline></body></opml>"
        );

        Assert.Equal((1, 0, 1), await ImportAsync(_host, opml));
        var source = (await _host.GetAsync("/api/sources"))["items"]![0]!;
        Assert.Equal("""["sports"]""", source["defaultCategories"]!.ToJsonString());
        using var nonsense = await _host.Newsroom.PostAsync(
            "/api/sources/import",
            IngestHost.Json("<html></html>", "text/xml"),
            Ct
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nonsense.StatusCode);
    }

    private static async Task<(int Added, int Known, int Refused)> ImportAsync(IngestHost host, byte[] opml)
    {
        using var body = new ByteArrayContent(opml);
        using var answer = await host.Newsroom.PostAsync("/api/sources/import", body, Ct);
        var json = await answer.Content.ReadFromJsonAsync<JsonNode>(Ct);
        Assert.True(answer.IsSuccessStatusCode, json!.ToJsonString());
        return ((int)json["added"]!, (int)json["known"]!, (int)json["refused"]!);
    }

    private static object Some(string url, string kind = "feed") =>
        new
        {
            kind,
            url,
            name = "সকাল &amp; সন্ধ্যা",
        };

    private static CancellationToken Ct => IngestHost.Ct;
}
