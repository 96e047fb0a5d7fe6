using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>An address is polled by one source, whoever adds, changes or moves it, in whatever instance.</summary>
public sealed class SourceTwinTests(PostgresFixture postgres)
{
    private static readonly IReadOnlyDictionary<string, string> Off = new Dictionary<string, string>
    {
        ["Polling:Enabled"] = "false",
    };

    [Fact]
    public async Task Two_instances_that_add_the_same_sources_at_once_add_each_once()
    {
        var database = await postgres.NewDatabaseAsync(IngestHost.Ct);
        await using var one = Host(database, settings: Off);
        await using var other = Host(database, settings: Off);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => AddAsync(i % 2 == 0 ? one : other, i / 2))
        );

        Assert.All(answers, a => Assert.True(a.Status is 200 or 201, $"{a}"));
        Assert.Equal(100, answers.Select(a => a.Id).Distinct().Count());
        Assert.Equal(100, answers.Count(a => a.Status == 201));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_source_is_not_changed_to_what_another_one_is(string kind)
    {
        var database = kind == "sqlite" ? kind : await postgres.NewDatabaseAsync(IngestHost.Ct);
        await using var host = Host(database, settings: Off);
        var first = await host.AddFeedAsync(new("https://shokal.example/feed"));
        var second = await host.AddFeedAsync(new("https://shokal.example/rss"));

        var (status, problem) = await host.PatchAsync(second, """{"url":"https://shokal.example/feed"}""");
        var (same, _) = await host.PatchAsync(first, """{"url":"https://shokal.example/feed","name":"ক"}""");

        Assert.Equal(409, status);
        Assert.Contains(first.ToString(), (string?)problem!["detail"], StringComparison.Ordinal);
        Assert.Equal("https://shokal.example/rss", (string?)(await host.SourceAsync(second))["url"]);
        Assert.Equal(200, same);
    }

    [Fact]
    public async Task A_source_that_moves_to_where_another_one_is_stays_and_goes_on()
    {
        await using var server = await FeedServer.StartAsync();
        await using var host = Host();
        server["/old"] = FeedServer.Status(301, ("Location", "/new"));
        server["/new"] = FeedServer.Says(Rss(Item(1)));
        var there = await host.AddFeedAsync(server.Url("/new"));
        await host.PolledAsync(there);
        var moved = await host.AddFeedAsync(server.Url("/old"));

        var source = await host.PolledAsync(moved);

        Assert.Null((string?)source["lastError"]);
        Assert.EndsWith("/old", (string?)source["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_twin()
    {
        var database = await postgres.NewDatabaseAsync(IngestHost.Ct);
        await using var host = Host(database, settings: Off);
        await host.AddFeedAsync(new("https://shokal.example/feed"));
        var longest = "https://shokal.example/" + string.Concat(Enumerable.Repeat("%E0%A6%96", 400));
        await host.AddFeedAsync(new(longest));

        var twin = new ChangeSource(
            await host.AddFeedAsync(new("https://shokal.example/other")),
            (row, _) => row.Url = "https://shokal.example/feed"
        );

        await Assert.ThrowsAnyAsync<Exception>(() => host.The<WriteQueue>().SubmitAsync(twin, IngestHost.Ct));
    }

    private static async Task<(int Status, string? Id)> AddAsync(IngestHost host, int number)
    {
        var (status, body) = await host.PostAsync(
            new { kind = "feed", url = $"https://shokal.example/{number}" },
            "/api/sources"
        );
        return (status, (string?)body["id"]);
    }
}
