using System.Net;
using Syndication.Testing;
using Syndication.Testing.Order;

namespace Syndication.Ingest.Tests.Articles;

[StartsFirst]
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

    // Whoever comes second to an article finds another revision than it had read, and has to look again.
    [Fact]
    public async Task Two_instances_that_take_the_same_articles_in_opposite_orders_lose_none()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await NewDatabaseAsync(ct);
        await using var one = new IngestHost(database);
        await using var other = new IngestHost(database);

        for (var round = 0; round < 5; round++)
        {
            var there = Enumerable.Range(0, 300).Select(i => Line(i, $"একদিক {round}"));
            var back = Enumerable.Range(0, 300).Reverse().Select(i => Line(i, $"অন্যদিক {round}"));
            var answers = await Task.WhenAll(BatchAsync(one, there), BatchAsync(other, back));
            Assert.All(answers.SelectMany(a => a), line => Assert.Matches("\"status\":20[01]", line));
        }
    }

    private static string Line(int number, string title) =>
        $$"""{"guid":"cross:{{number}}","title":"{{title}}","categories":["sports"]}""";

    private static async Task<string[]> BatchAsync(IngestHost host, IEnumerable<string> lines)
    {
        using var body = IngestHost.Json(string.Join('\n', lines), "application/x-ndjson");
        using var answer = await host.Newsroom.PostAsync("/api/articles/batch", body, Ct);
        return (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd().Split('\n');
    }
}
