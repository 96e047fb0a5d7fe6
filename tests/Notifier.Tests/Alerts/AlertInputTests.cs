using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What the newsroom writes wrong, it is told by field.</summary>
public sealed class AlertInputTests : IAsyncDisposable
{
    private readonly NotifierHost _host = new();

    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "title", "\"\"", "title" },
            { "title", "null", "title" },
            { "title", $"\"{new string('ক', 201)}\"", "title" },
            { "title", "\"a\\u0000b\"", "title" },
            { "title", "\"a\\ud800b\"", "title" },
            { "body", $"\"{new string('a', 4001)}\"", "body" },
            { "url", "\"javascript:alert(1)\"", "url" },
            { "url", "\"//other.example/x\"", "url" },
            { "url", "\"https://user:word@khobor.example/\"", "url" },
            { "image", "\"data:image/png;base64,AAAA\"", "image" },
            { "topics", "[]", "topics" },
            { "topics", "null", "topics" },
            { "topics", "[\"weather-on-mars\"]", "topics" },
            { "topics", "[\"best\"]", "topics" },
            { "exclude", "[\"all\"]", "exclude" },
            { "level", "\"none\"", "level" },
            { "level", "\"Flash\"", "level" },
            { "ttl", "-1", "ttl" },
            { "ttl", "2419201", "ttl" },
            { "language", "\"বাংলা\"", "language" },
            { "key", "\"\\u0001probe:1\"", "key" },
            { "sendAt", "\"9999-12-31T23:59:59Z\"", "sendAt" },
            { "sendAt", "\"2200-01-01T00:00:00+06:00\"", "sendAt" },
            { "keep", "[\"topics\"]", "keep" },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_is_refused_and_its_field_named(string field, string json, string named)
    {
        using var client = _host.Newsroom();
        // As it stands in the theory: a serializer of ours would mend half a surrogate pair.
        var body = JsonSerializer
            .Serialize(Newsroom.Draft((field, "@@")))
            .Replace("\"@@\"", json, StringComparison.Ordinal);

        using var response = await client.PostAsync(
            "/api/alerts",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );

        Assert.True(
            response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest,
            $"{response.StatusCode}"
        );
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(
            TestContext.Current.CancellationToken
        );
        Assert.True(problem.GetProperty("errors").TryGetProperty(named, out _), problem.ToString());
        Assert.Empty(await _host.AlertsAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("sendAt", "\"2030-01-01T00:00:00\"")]
    [InlineData("ttl", "\"long\"")]
    [InlineData("articleId", "\"7781\"")]
    public async Task What_is_of_another_kind_is_no_request(string field, string json)
    {
        using var client = _host.Newsroom();
        var body = JsonSerializer
            .Serialize(Newsroom.Draft((field, "@@")))
            .Replace("\"@@\"", json, StringComparison.Ordinal);

        using var response = await client.PostAsync(
            "/api/alerts",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Names_and_aliases_are_topics_a_path_is_the_sites_and_a_long_body_is_cut_between_words()
    {
        using var client = _host.Newsroom();
        var newsroom = new Newsroom(client);

        var id = await newsroom.MakeAsync(
            ("topics", new[] { "আন্তর্জাতিক", "international", "খেলাধুলা" }),
            ("url", "/national/12"),
            ("body", string.Join(" ", Enumerable.Repeat("কুয়াশা", 60))),
            ("sendAt", "2020-01-01T00:00:00+06:00")
        );

        var alert = await newsroom.GetAsync(id);
        Assert.Equal(
            ["international", "sports"],
            alert.GetProperty("topics").EnumerateArray().Select(t => t.GetString())
        );
        Assert.Equal("https://khobor.example/national/12", alert.GetProperty("url").GetString());
        var body = alert.GetProperty("body").GetString()!;
        Assert.True(body.Length <= 200);
        Assert.EndsWith("কুয়াশা…", body, StringComparison.Ordinal);
        Assert.Contains(alert.GetProperty("state").GetString(), (string[])["sending", "sent"]);
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_sent()
    {
        using var client = _host.CreateClient();

        var (status, _) = await new Newsroom(client).PostAsync("", Newsroom.Draft());

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
