using System.Net;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Ingest.Tests.Articles;
using Syndication.Ingest.Tests.Outbox;
using Syndication.Ingest.Timeline;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Timeline;

public abstract class TimelineTests : DatabaseTests
{
    [Fact]
    public async Task An_articles_way_is_told_from_its_arrival_to_what_others_made_of_it()
    {
        await using var host = await StartAsync();
        var (_, held) = await host.PostAsync(Article("t:1", category: "অজানা"));
        var id = (string)held["id"]!;
        await host.ToldAsync<ArticleStanding>(1);
        await host.PostAsync(new { categories = (string[])["sports"] }, $"/api/articles/{id}/release");
        await host.ToldAsync<ArticlePublished>(1);
        using (await host.Newsroom.DeleteAsync($"/api/articles/{id}?reason=ভুল", Ct)) { }
        await host.ToldAsync<ArticleRetracted>(1);
        host.The<TimelineWriter>()
            .Note(Step(id, "projected", at: TimeProvider.System.GetUtcNow().AddMinutes(1)));

        var steps = await StepsAsync(host, id, 11);

        Assert.Equal(
            [
                "received",
                "stored",
                "held",
                "relayed",
                "stored",
                "released",
                "relayed",
                "stored",
                "retracted",
                "relayed",
                "projected",
            ],
            steps.Select(s => (string)s["step"]!)
        );
        Assert.Equal("None of its categories is known.", (string?)steps[2]["detail"]);
        Assert.Equal("sports", (string?)steps[5]["detail"]);
        Assert.Equal(("ভুল", 3), ((string?)steps[8]["detail"], (int)steps[8]["revision"]!));
        Assert.Equal(("feeds", "sports"), ((string?)steps[10]["by"], (string?)steps[10]["detail"]));
    }

    [Fact]
    public async Task A_long_timeline_is_paged()
    {
        await using var host = await StartAsync();
        var (_, article) = await host.PostAsync(Article("t:1", category: "sports"));
        var id = (string)article["id"]!;
        for (var i = 0; i < 7; i++)
            host.The<TimelineWriter>().Note(Step(id, $"projected-{i}"));
        var all = await StepsAsync(host, id, 10);

        var first = await host.GetAsync($"/api/articles/{id}/timeline?limit=6");
        var second = await host.GetAsync($"/api/articles/{id}/timeline?limit=6&cursor={first["next"]}");

        Assert.Equal(all.Count, first["items"]!.AsArray().Count + second["items"]!.AsArray().Count);
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task What_is_told_twice_happened_once_and_first()
    {
        await using var host = await StartAsync();
        var (_, article) = await host.PostAsync(Article("t:1", category: "sports"));
        var id = (string)article["id"]!;
        var at = TimeProvider.System.GetUtcNow().AddMinutes(1);
        ArticleStep[] told =
        [
            Step(id, "projected", at.AddSeconds(2)) with
            {
                Detail = "later",
            },
            Step(id, "projected", at),
            Step(id, "feed-changed", at),
            Step(id, "projected", at) with
            {
                Revision = 4,
            },
            Step(id, "projected", at) with
            {
                By = "notifier",
            },
        ];
        foreach (var step in told)
            host.The<TimelineWriter>().Note(step);

        var steps = await StepsAsync(host, id, 3 + 4);

        Assert.Equal(
            ["3 projected feeds sports", "3 feed-changed feeds sports"],
            Words(steps).Where(s => s.StartsWith("3 ", StringComparison.Ordinal) && s.Contains("feeds "))
        );
        Assert.Contains("4 projected feeds sports", Words(steps));
        Assert.Contains("3 projected notifier sports", Words(steps));
    }

    private static IEnumerable<string> Words(IEnumerable<JsonNode> steps) =>
        steps.Select(s => $"{s["revision"]} {s["step"]} {s["by"]} {s["detail"]}");

    [Theory]
    [InlineData("?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("?limit=১", HttpStatusCode.BadRequest)]
    [InlineData("?cursor=-1", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_asked_is_refused(string query, HttpStatusCode status)
    {
        await using var host = await StartAsync();

        using var answer = await host.Newsroom.GetAsync(
            $"/api/articles/{Guid.NewGuid()}/timeline{query}",
            Ct
        );

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Reports_are_cut_to_what_fits_and_dropped_after_a_month()
    {
        var time = new ShiftedTime();
        await using var host = new IngestHost(await NewDatabaseAsync(Ct), time: time);
        var (_, article) = await host.PostAsync(Article("t:1", category: "sports"));
        var id = (string)article["id"]!;
        var hostile = Step(id, new string('ক', 100)) with { Detail = "\0" + new string('খ', 900) };
        host.The<TimelineWriter>().Note(hostile);

        var report = (await StepsAsync(host, id, 4)).Single(s => (string?)s["by"] == "feeds");
        Assert.Equal((60, 500), (((string)report["step"]!).Length, ((string)report["detail"]!).Length));

        time.Shift = TimeSpan.FromDays(29);
        Assert.Equal(0, await host.The<TimelinePruner>().PruneAsync(Ct));
        time.Shift = TimeSpan.FromDays(31);
        Assert.Equal(1, await host.The<TimelinePruner>().PruneAsync(Ct));
    }

    private static ArticleStep Step(string id, string step, DateTimeOffset? at = null) =>
        new()
        {
            ArticleId = Guid.Parse(id),
            Revision = 3,
            Step = step,
            By = "feeds",
            At = at ?? TimeProvider.System.GetUtcNow(),
            Detail = "sports",
        };

    // All of them, once there are more than so many.
    private static async Task<List<JsonNode>> StepsAsync(IngestHost host, string id, int moreThanOrEqual)
    {
        List<JsonNode> steps = [];
        await Waiting.UntilAsync(
            async () =>
            {
                var page = await host.GetAsync($"/api/articles/{id}/timeline");
                steps = [.. page["items"]!.AsArray().Select(s => s!)];
                return steps.Count >= moreThanOrEqual
                    && steps.Exists(s => (string?)s["by"] == "feeds")
                    && steps.Exists(s => (string?)s["step"] == "relayed");
            },
            TimeSpan.FromSeconds(20),
            "the reports are there",
            Ct
        );
        return steps;
    }
}
