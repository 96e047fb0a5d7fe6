using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;

namespace Syndication.Ingest.Tests.Articles;

public sealed class RateLimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IngestHost Host(params (string Key, string Value)[] settings) =>
        new(settings: settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, int number) =>
        await client.PostAsJsonAsync("/api/articles", new { guid = $"r:{number}", title = "হাট" }, Ct);

    [Fact]
    public async Task A_key_that_calls_too_often_is_asked_to_wait_and_no_other_key_notices()
    {
        await using var host = Host(
            ("RateLimits:CallsPerSecond", "1"),
            ("RateLimits:Burst", "3"),
            ("ApiKeys:2:Name", "agency"),
            ("ApiKeys:2:Key", "synd_of-an-agency-1"),
            ("ApiKeys:2:Scopes:0", "publish")
        );
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await PostAsync(host.Newsroom, i);
            answers.Add(answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                continue;
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            Assert.Equal(429, (int)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["status"]!);
        }
        using var agency = host.Client("synd_of-an-agency-1");
        using var other = await PostAsync(agency, 10);
        using var reading = await host.Newsroom.GetAsync("/api/articles", Ct);

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);
    }

    [Fact]
    public async Task Lines_of_a_batch_are_one_call()
    {
        await using var host = Host(("RateLimits:CallsPerSecond", "1"), ("RateLimits:Burst", "1"));
        var lines = Enumerable.Range(0, 100).Select(i => $$"""{"guid":"b:{{i}}","title":"হাট"}""");
        using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");

        using var answer = await host.Newsroom.PostAsync("/api/articles/batch", body, Ct);

        Assert.Equal(100, (await answer.Content.ReadAsStringAsync(Ct)).Split("\"status\":201").Length - 1);
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        await using var host = Host(
            ("RateLimits:Enabled", "false"),
            ("RateLimits:CallsPerSecond", "1"),
            ("RateLimits:Burst", "1")
        );

        for (var i = 0; i < 5; i++)
        {
            using var answer = await PostAsync(host.Newsroom, i);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Impossible_limits_stop_the_start_and_name_their_key()
    {
        await using var host = Host();
        var validator = host.The<IValidateOptions<RateLimitOptions>>();

        var result = validator.Validate(null, new() { CallsPerSecond = 0 });

        Assert.Contains("RateLimits:CallsPerSecond", result.FailureMessage, StringComparison.Ordinal);
    }
}
