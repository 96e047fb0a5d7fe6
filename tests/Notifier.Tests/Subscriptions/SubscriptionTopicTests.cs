using System.Net;
using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>Topics come and go.</summary>
public sealed class SubscriptionTopicTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_category_that_was_told_can_be_followed_until_it_is_blocked()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var body = Reader.Body();
        body["topics"] = new JsonArray("আবহাওয়া");
        var (unknown, problem) = await client.SendAsync(HttpMethod.Post, "", body: body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains(
            "আবহাওয়া",
            problem.GetProperty("errors").GetProperty("topics").ToString(),
            StringComparison.Ordinal
        );

        await host.PublishAsync(Weather(2, CategoryState.Allowed), Ct);
        await host.PublishAsync(Weather(1, CategoryState.Blocked), Ct);
        Assert.Equal(201, (await client.SignUpAsync(body)).Status);
        await host.PublishAsync(Weather(3, CategoryState.Blocked), Ct);

        var newcomer = Reader.Body("b");
        newcomer["topics"] = new JsonArray("আবহাওয়া");
        (unknown, problem) = await client.SendAsync(HttpMethod.Post, "", body: newcomer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains("blocked", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_was_blocked_since_is_kept_in_silence_and_costs_its_reader_nothing()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        await host.PublishAsync(Weather(1, CategoryState.Allowed), Ct);
        var body = Reader.Body();
        body["topics"] = new JsonArray("weather", "sports");
        var made = await client.SignUpAsync(body);
        await host.PublishAsync(Weather(2, CategoryState.Blocked), Ct);

        // A visit tells what the reader had.
        var (visit, answer) = await client.SendAsync(HttpMethod.Post, "", made.Token, body);
        Assert.Equal(HttpStatusCode.OK, visit.StatusCode);
        Assert.Equal(["weather"], Texts(answer, "ignoredTopics"));
        var (patch, view) = await client.SendAsync(
            HttpMethod.Patch,
            $"/{made.Id}",
            made.Token,
            new JsonObject { ["topics"] = new JsonArray("আবহাওয়া") }
        );
        Assert.Equal(HttpStatusCode.OK, patch.StatusCode);
        Assert.Equal(["weather"], Texts(view, "topics"));
        Assert.Equal(["weather"], Texts(view, "ignoredTopics"));

        // Opened again, it brings alerts again.
        await host.PublishAsync(Weather(3, CategoryState.Allowed), Ct);
        (_, view) = await client.SendAsync(HttpMethod.Get, $"/{made.Id}", made.Token);
        Assert.Equal(["weather"], Texts(view, "topics"));
        Assert.Empty(Texts(view, "ignoredTopics"));
    }

    [Fact]
    public async Task A_topic_that_the_reader_never_had_stays_wrong()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();

        foreach (var wrong in (string[])["cassinoBR", "nowhere"])
        {
            var (refused, problem) = await client.SendAsync(
                HttpMethod.Patch,
                $"/{made.Id}",
                made.Token,
                new JsonObject { ["topics"] = new JsonArray("international", wrong) }
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var named = problem.GetProperty("errors").GetProperty("topics").ToString();
            Assert.Contains(wrong, named, StringComparison.Ordinal);
            Assert.DoesNotContain("international", named, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string?> Texts(System.Text.Json.JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(t => t.GetString());

    private static CategoryDefined Weather(long version, CategoryState state) =>
        new()
        {
            Slug = "weather",
            Name = "আবহাওয়া",
            State = state,
            Version = version,
        };
}
