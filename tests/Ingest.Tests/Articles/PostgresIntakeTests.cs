using System.Net;
using System.Net.Http.Json;
using Syndication.Contracts;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Ingest.Tests.Articles;

public sealed class PostgresIntakeTests(PostgresFixture postgres) : IntakeTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);

    [Fact]
    public async Task While_the_database_is_away_callers_are_told_to_come_again_and_then_all_is_well()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = new PostgresServer();
        await server.StartAsync(ct);
        await using var host = new IngestHost(await server.CreateDatabaseAsync("away", ct));
        var article = new { guid = "away:1", title = "ঝড়ের রাতে" };

        await server.KillAsync();
        using var answer = await host.Newsroom.PostAsJsonAsync("/api/articles", article, ct);
        using var ready = await host.Newsroom.GetAsync("/health/ready", ct);
        await server.StartAsync(ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(
            "ingest-database",
            await ready.Content.ReadAsStringAsync(ct),
            StringComparison.Ordinal
        );
        Assert.Equal(201, (await host.PostAsync(article)).Status);
        await host.ToldAsync<ArticlePublished>(1);
    }

    [Fact]
    public async Task A_category_blocked_at_one_instance_is_soon_blocked_at_the_other()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await NewDatabaseAsync(ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);

        using var put = await one.Newsroom.PutAsync(
            "/api/categories/jokes",
            IngestHost.Json("""{"state":"blocked"}"""),
            ct
        );

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        await Waiting.UntilAsync(
            async () => (await other.PostAsync(Joke())).Status == 422,
            TimeSpan.FromSeconds(30),
            "the other instance to know",
            ct
        );
    }

    private static object Joke() =>
        new
        {
            guid = "j",
            title = "হাসির কথা",
            categories = new[] { "জোকস" },
        };

    [Fact]
    public async Task Two_instances_that_take_the_same_articles_at_once_make_each_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await NewDatabaseAsync(ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    (i % 2 == 0 ? one : other).PostAsync(
                        new
                        {
                            guid = $"two:{i % 10}",
                            title = $"শিরোনাম {i}",
                            categories = new[] { "sports" },
                        }
                    )
                )
        );

        Assert.All(answers, a => Assert.True(a.Status is 200 or 201, $"{a.Status} {a.Body}"));
        Assert.Equal(10, answers.Count(a => a.Status == 201));
        Assert.Equal(10, (await one.GetAsync("/api/articles"))["items"]!.AsArray().Count);
    }
}
