using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Alerts;

public sealed class AlertEndpointTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_alerts_are_not_shown()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/alerts"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, $"/api/alerts/{Guid.Empty}"));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_stay_put_while_alerts_are_made()
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();
        for (var i = 0; i < 5; i++)
            await host.PublishAsync(News.Breaking.Published(), Ct);
        var all = (await host.AlertsAsync(Ct)).Select(a => a.Id.ToString()).Order().Reverse().ToList();

        var first = await GetAsync(client, "/api/alerts?limit=2");
        await host.PublishAsync(News.Breaking.Published(), Ct);
        var second = await GetAsync(client, $"/api/alerts?limit=2&cursor={Next(first)}");
        var third = await GetAsync(client, $"/api/alerts?limit=2&cursor={Next(second)}");

        Assert.Equal(all, [.. Ids(first), .. Ids(second), .. Ids(third)]);
        Assert.Null(Next(third));
    }

    [Fact]
    public async Task Alerts_are_found_by_state()
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();
        var article = News.Breaking;
        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(News.Breaking.Published(), Ct);
        await host.PublishAsync(article.Retracted(2), Ct);

        var page = await GetAsync(client, "/api/alerts?state=withdrawn");

        var alert = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(article.Id, alert.GetProperty("articleId").GetGuid());
        Assert.Equal("withdrawn", alert.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("?state=Sent", "state")]
    [InlineData("?state=gone", "state")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?cursor=x", "cursor")]
    public async Task A_wrong_question_is_refused_and_the_field_named(string query, string field)
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();

        using var response = await client.GetAsync("/api/alerts" + query, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        Assert.StartsWith(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_alert_is_shown_whole_and_an_unknown_one_is_not_found()
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();
        var article = News.Breaking with { Image = new("https://khobor.example/সেতু.jpg") };
        await host.PublishAsync(article.Published(), Ct);
        var id = Assert.Single(await host.AlertsAsync(Ct)).Id;

        var alert = await GetAsync(client, $"/api/alerts/{id}");

        Assert.Equal(article.Title, alert.GetProperty("title").GetString());
        Assert.Equal(article.Image.Url, alert.GetProperty("image").GetString());
        Assert.Equal($"urn:uuid:{article.Id}", alert.GetProperty("feedId").GetString());
        Assert.Equal("breaking", alert.GetProperty("level").GetString());
        Assert.Equal(JsonValueKind.Null, alert.GetProperty("key").ValueKind);
        Assert.Equal(
            HttpStatusCode.NotFound,
            await StatusAsync(client, $"/api/alerts/{Guid.CreateVersion7(Some.Instant)}")
        );
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/api/alerts/none"));
    }

    private static IEnumerable<string> Ids(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()!);

    private static string? Next(JsonElement page) => page.GetProperty("next").GetString();

    private static Task<JsonElement> GetAsync(HttpClient client, string path) =>
        client.GetFromJsonAsync<JsonElement>(path, Ct);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Ct);
        return response.StatusCode;
    }
}
