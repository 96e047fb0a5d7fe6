using System.Net;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Articles;

public sealed class PostgresIntakeTests(PostgresFixture postgres) : IntakeTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);

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
