using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Syndication.Ingest.Tests.Articles;

public sealed class BadInputTests : IAsyncLifetime
{
    private readonly IngestHost _host = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("title", """{"guid":"g"}""")]
    [InlineData("title", """{"guid":"g","title":"  "}""")]
    [InlineData("title", """{"guid":"g","title":"<b></b>"}""")]
    [InlineData("guid", """{"title":"ক"}""")]
    [InlineData("url", """{"title":"ক","url":"javascript:alert(1)"}""")]
    [InlineData("url", """{"title":"ক","url":"/relative"}""")]
    [InlineData("url", """{"title":"ক","url":"https://user:secret@khobor.example/"}""")]
    [InlineData("url", """{"title":"ক","url":"https://khobor.example/\u0000"}""")]
    [InlineData("url", """{"title":"ক","url":"https://\u200d"}""")]
    [InlineData("url", """{"title":"ক","url":"https://khobor\uffff/a"}""")]
    [InlineData("breaking", """{"guid":"g","title":"ক","breaking":"very"}""")]
    [InlineData("language", """{"guid":"g","title":"ক","language":"বাংলা"}""")]
    [InlineData("image.url", """{"guid":"g","title":"ক","image":{"alt":"x"}}""")]
    [InlineData(
        "image.width",
        """{"guid":"g","title":"ক","image":{"url":"https://a.example/a.jpg","width":0}}"""
    )]
    [InlineData(
        "enclosures[1].url",
        """{"guid":"g","title":"ক","enclosures":[{"url":"https://a.example/a"},{}]}"""
    )]
    [InlineData(
        "enclosures[0].length",
        """{"guid":"g","title":"ক","enclosures":[{"url":"https://a.example/a","length":-1}]}"""
    )]
    [InlineData("authors[0].email", """{"guid":"g","title":"ক","authors":[{"name":"খ","email":"no"}]}""")]
    public async Task A_field_that_cannot_be_is_named(string field, string json)
    {
        using var answer = await _host.Newsroom.PostAsync("/api/articles", IngestHost.Json(json), Ct);

        var problem = await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("{\n\"guid\": \"g\",\n\"title\": ", "Line 3")]
    [InlineData("not json", "Line 1")]
    [InlineData("", "JSON body")]
    [InlineData("{\"title\": \"a\nb\"}", "Line 1")]
    [InlineData("[]", "Line 1")]
    public async Task Malformed_json_is_answered_with_its_line(string json, string line)
    {
        using var answer = await _host.Newsroom.PostAsync("/api/articles", IngestHost.Json(json), Ct);

        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Contains(line, (string?)problem["detail"] ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("parameter", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Path:", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("publishedAt", "\"2025-08-13T12:43:00\"")]
    [InlineData("publishedAt", "\"yesterday\"")]
    [InlineData("title", "5")]
    public async Task A_value_of_the_wrong_kind_is_named(string field, string value)
    {
        var json = $$"""{"guid":"g","title":"ক","{{field}}":{{value}}}""";
        using var answer = await _host.Newsroom.PostAsync("/api/articles", IngestHost.Json(json), Ct);

        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        using var answer = await _host.Newsroom.PostAsync(
            "/api/articles",
            IngestHost.Json("""{"guid":"g","title":"ক","mood":"good"}"""),
            Ct
        );

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Keys_open_only_what_they_are_for()
    {
        var body = new { guid = "g", title = "ক" };
        using var nobody = await _host.Client(null).PostAsJsonAsync("/api/articles", body, Ct);
        using var stranger = await _host
            .Client("synd_wrong-key-altogether")
            .PostAsJsonAsync("/api/articles", body, Ct);
        using var other = await _host.Client(IngestHost.AlertsKey).PostAsJsonAsync("/api/articles", body, Ct);
        using var reading = await _host.Client(IngestHost.AlertsKey).GetAsync("/api/articles", Ct);

        await ProblemAsync(nobody, HttpStatusCode.Unauthorized);
        await ProblemAsync(stranger, HttpStatusCode.Unauthorized);
        await ProblemAsync(other, HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
    }

    [Theory]
    [InlineData("/api/articles/0198a3f0-0000-7000-8000-000000000000", 404)]
    [InlineData("/api/articles/0198a3f0-0000-7000-8000-000000000000/revisions", 404)]
    [InlineData("/api/articles/no-id", 404)]
    [InlineData("/api/articles?limit=0", 400)]
    [InlineData("/api/articles?limit=201", 400)]
    [InlineData("/api/articles?limit=১০", 400)]
    [InlineData("/api/articles?state=odd", 400)]
    [InlineData("/api/articles?cursor=odd", 400)]
    [InlineData("/api/articles?category=odd", 400)]
    public async Task What_cannot_be_read_is_a_problem(string path, int status)
    {
        using var answer = await _host.Newsroom.GetAsync(path, Ct);

        await ProblemAsync(answer, (HttpStatusCode)status);
    }

    [Fact]
    public async Task A_body_over_4_MiB_is_too_large()
    {
        var json = $$"""{"guid":"g","title":"{{new string('x', 4 << 20)}}"}""";
        using var answer = await _host.Newsroom.PostAsync("/api/articles", IngestHost.Json(json), Ct);

        await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_line_over_4_MiB_is_refused_and_its_neighbours_are_not()
    {
        var body =
            $"{{\"guid\":\"a\",\"title\":\"ক\"}}\n{new string('x', 5 << 20)}\n{{\"guid\":\"b\",\"title\":\"খ\"}}";
        using var answer = await _host.Newsroom.PostAsync("/api/articles/batch", IngestHost.Json(body), Ct);

        var lines = (await answer.Content.ReadAsStringAsync(Ct))
            .TrimEnd()
            .Split('\n')
            .Select(l => JsonNode.Parse(l)!);
        Assert.Equal([201, 422, 201], lines.Select(l => (int)l["status"]!));
    }

    [Fact]
    public async Task A_byte_order_mark_before_a_batch_is_no_part_of_it()
    {
        var body = "\uFEFF{\"guid\":\"a\",\"title\":\"ক\"}\r\n{\"guid\":\"b\",\"title\":\"খ\"}";
        using var answer = await _host.Newsroom.PostAsync("/api/articles/batch", IngestHost.Json(body), Ct);

        var lines = (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd().Split('\n');
        Assert.Equal([201, 201], lines.Select(l => (int)JsonNode.Parse(l)!["status"]!));
    }

    [Fact]
    public async Task A_batch_heavier_than_may_be_under_way_at_once_is_stored_all_the_same()
    {
        var content = new string('ক', 1 << 20);
        var body = string.Join(
            '\n',
            Enumerable
                .Range(0, 30)
                .Select(i => $$"""{"guid":"w:{{i}}","title":"ক","summary":"{{content}}"}""")
        );
        using var answer = await _host.Newsroom.PostAsync("/api/articles/batch", IngestHost.Json(body), Ct);

        var lines = (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd().Split('\n');
        Assert.Equal(30, lines.Length);
        Assert.All(lines, l => Assert.Contains("\"status\":201", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markup_that_could_act_is_gone_from_what_is_stored()
    {
        var (_, body) = await _host.PostAsync(
            new
            {
                guid = "g",
                title = "<script>alert(1)</script>ক &amp; খ",
                content = "<p onclick=alert(1)>ভালো</p><script>alert(2)</script>",
            }
        );

        Assert.Equal("ক & খ", (string?)body["title"]);
        Assert.Equal("<p>ভালো</p>", (string?)body["content"]);
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)status, (int)problem["status"]!);
        return problem;
    }
}
