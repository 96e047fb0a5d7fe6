using System.Net;
using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Ingest.Tests.Articles;

/// <summary>What a newsroom does with many articles at once: batches, lists, categories, rebuilds.</summary>
public abstract class NewsroomTests : DatabaseTests
{
    [Fact]
    public async Task A_batch_is_answered_line_by_line_in_order()
    {
        await using var host = await StartAsync();
        const string body = """
            {"guid":"b:1","title":"এক","categories":["sports"]}

            {"guid":"b:2","categories":["sports"]}
            {"guid":"b:1","title":"এক, আবার","categories":["sports"]}
            এটা JSON নয়
            {"guid":"b:3","title":"তিন","categories":["অজানা"]}
            """;

        var answer = await BatchAsync(host, body);
        await host.ToldAsync<ArticleRevised>(1);

        Assert.Equal(
            [(1, 201, 1), (3, 422, 0), (4, 200, 2), (5, 422, 0), (6, 202, 1)],
            answer.Select(a => ((int)a["line"]!, (int)a["status"]!, (int?)a["revision"] ?? 0))
        );
        Assert.Contains("title", (string?)answer[1]["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_batch_is_stored_whole_and_in_order()
    {
        await using var host = await StartAsync();
        var lines = Enumerable
            .Range(0, 3000)
            .Select(i => $$"""{"guid":"b:{{i % 1500}}","title":"শিরোনাম {{i}}","categories":["sports"]}""");

        var answer = await BatchAsync(host, string.Join('\n', lines));

        Assert.Equal(Enumerable.Range(1, 3000), answer.Select(a => (int)a["line"]!));
        Assert.Equal(1500, answer.Count(a => (int)a["status"]! == 201));
        Assert.All(answer.Skip(1500), a => Assert.Equal((200, 2), ((int)a["status"]!, (int)a["revision"]!)));
        await host.ToldAsync<ArticleRevised>(1500);
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_and_filtered()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 5; i++)
            await host.PostAsync(
                new
                {
                    guid = $"l:{i}",
                    title = $"শিরোনাম {i}% Dhaka",
                    categories = new[] { i % 2 == 0 ? "sports" : "jobs" },
                    publishedAt = $"2025-08-1{i}T00:00:00Z",
                }
            );

        var first = await host.GetAsync("/api/articles?limit=3");
        var second = await host.GetAsync($"/api/articles?limit=3&cursor={first["next"]}");
        var sports = await host.GetAsync("/api/articles?category=খেলাধুলা");
        var found = await host.GetAsync("/api/articles?q=" + Uri.EscapeDataString("3% dhaka"));
        var held = await host.GetAsync("/api/articles?state=quarantined");

        Assert.Equal(["l:4", "l:3", "l:2"], Guids(first));
        Assert.Equal(["l:1", "l:0"], Guids(second));
        Assert.Null(second["next"]);
        Assert.Equal(["l:4", "l:2", "l:0"], Guids(sports));
        Assert.Equal(["l:3"], Guids(found));
        Assert.Empty(Guids(held));
    }

    [Fact]
    public async Task A_category_blocked_at_run_time_is_refused_from_then_on_and_told()
    {
        await using var host = await StartAsync();
        using var put = await host.Newsroom.PutAsync(
            "/api/categories/jokes",
            IngestHost.Json("""{"state":"blocked"}"""),
            Ct
        );

        var (status, _) = await host.PostAsync(Article("j", category: "জোকস"));
        await host.ToldAsync<CategoryDefined>(1);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(422, status);
        var told = Assert.Single(host.Bus.Of<CategoryDefined>());
        Assert.Equal(
            ("jokes", "জোকস", CategoryState.Blocked, 1L),
            (told.Slug, told.Name, told.State, told.Version)
        );
    }

    [Fact]
    public async Task A_rebuild_tells_everything_current_as_a_replay()
    {
        await using var host = await StartAsync();
        await host.PostAsync(Article("r:1"));
        await host.PostAsync(Article("r:1", "নতুন"));
        var (_, second) = await host.PostAsync(Article("r:2"));
        await host.PostAsync(Article("r:3", category: "অজানা"));
        using var gone = await host.Newsroom.DeleteAsync($"/api/articles/{second["id"]}", Ct);
        await host.ToldAsync<ArticleRetracted>(1);

        using var rebuild = await host.Newsroom.PostAsync("/api/admin/rebuild", null, Ct);
        await host.ToldAsync<RebuildRequested>(1);
        var request = Assert.Single(host.Bus.Of<RebuildRequested>());
        await host.The<Rebuild.Replayer>().ReplayAsync(request.RebuildId, Ct);

        Assert.Equal(HttpStatusCode.Accepted, rebuild.StatusCode);
        var replayed = Assert.Single(host.Bus.Of<ArticlePublished>(), p => p.Replay);
        Assert.Equal(("নতুন", 2), (replayed.Article.Title, replayed.Article.Revision));
        Assert.Equal(
            (string?)second["id"],
            Assert.Single(host.Bus.Of<ArticleRetracted>(), r => r.Replay).ArticleId.ToString()
        );
        Assert.Equal(new RebuildFinished(request.RebuildId, 1), host.Bus.Told[^1].Message);
        Assert.Equal(15, host.Bus.Of<CategoryDefined>().Count());
    }

    private static async Task<List<JsonNode>> BatchAsync(IngestHost host, string body)
    {
        using var content = IngestHost.Json(body, "application/x-ndjson");
        using var answer = await host.Newsroom.PostAsync("/api/articles/batch", content, Ct);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    private static IEnumerable<string?> Guids(JsonNode page) =>
        page["items"]!.AsArray().Select(a => (string?)a!["guid"]);
}
