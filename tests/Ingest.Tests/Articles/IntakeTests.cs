using System.Net;
using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Ingest.Tests.Articles;

/// <summary>Articles in, on whichever database.</summary>
public abstract class IntakeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private protected async Task<IngestHost> StartAsync() => new(await NewDatabaseAsync(Ct));

    private static object Article(
        string guid,
        string title = "হাওরে নতুন সেতু",
        string category = "আন্তর্জাতিক"
    ) =>
        new
        {
            guid,
            title,
            categories = new[] { category },
        };

    [Fact]
    public async Task A_new_article_is_created_and_told_once()
    {
        await using var host = await StartAsync();

        var (status, body) = await host.PostAsync(Article("cms:1"));
        await host.ToldAsync<ArticlePublished>(1);

        Assert.Equal(201, status);
        Assert.Equal("published", (string?)body["state"]);
        Assert.Equal("international", (string?)body["categories"]![0]);
        var told = Assert.Single(host.Bus.Told).Message;
        Assert.Equal((string?)body["id"], Assert.IsType<ArticlePublished>(told).Article.Id.ToString());
    }

    [Fact]
    public async Task An_edit_is_the_next_revision_and_a_repeat_is_none()
    {
        await using var host = await StartAsync();
        await host.PostAsync(Article("cms:1"));

        var (edit, edited) = await host.PostAsync(Article("cms:1", "হাওরে নতুন সেতু খুলল"));
        var (repeat, repeated) = await host.PostAsync(Article("cms:1", "হাওরে নতুন সেতু খুলল"));
        await host.ToldAsync<ArticleRevised>(1);

        Assert.Equal((200, 2), (edit, (int)edited["revision"]!));
        Assert.Equal((200, 2), (repeat, (int)repeated["revision"]!));
        Assert.Equal(2, host.Bus.Told.Count);
        var revisions = await host.GetAsync($"/api/articles/{edited["id"]}/revisions");
        Assert.Equal([2, 1], revisions["items"]!.AsArray().Select(r => (int)r!["revision"]!));
    }

    [Fact]
    public async Task Many_senders_of_one_article_make_one_article()
    {
        await using var host = await StartAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => host.PostAsync(Article("cms:1", $"শিরোনাম {i % 4}")))
        );

        Assert.Single(answers.Select(a => (string?)a.Body["id"]).Distinct());
        Assert.Single(answers, a => a.Status == 201);
        var list = await host.GetAsync("/api/articles");
        Assert.Single(list["items"]!.AsArray());
    }

    [Fact]
    public async Task A_page_that_was_extracted_and_the_same_from_the_cms_are_one_article()
    {
        await using var host = await StartAsync();
        var (_, page) = await host.PostAsync(new { url = "http://khobor.example/a/", title = "ক" });

        var (status, fromCms) = await host.PostAsync(
            new
            {
                guid = "cms:9",
                url = "https://khobor.example/a?utm_source=rss",
                title = "খ",
            }
        );
        var (_, other) = await host.PostAsync(
            new
            {
                guid = "cms:10",
                url = "https://khobor.example/a",
                title = "গ",
            }
        );

        Assert.Equal((200, (string?)page["id"]), (status, (string?)fromCms["id"]));
        Assert.NotEqual((string?)page["id"], (string?)other["id"]);
    }

    [Fact]
    public async Task Spam_is_refused_and_the_unknown_is_quarantined_and_neither_is_told()
    {
        await using var host = await StartAsync();

        var (spam, problem) = await host.PostAsync(Article("s", category: "cassinoBR"));
        var (unknown, held) = await host.PostAsync(Article("u", category: "অজানা"));
        var (both, kept) = await host.PostAsync(
            new
            {
                guid = "b",
                title = "খেলা",
                categories = new[] { "best", "খেলাধুলা" },
            }
        );
        await host.ToldAsync<ArticlePublished>(1);

        Assert.Equal(422, spam);
        Assert.NotNull(problem["errors"]!["categories"]);
        Assert.Equal((202, "quarantined"), (unknown, (string?)held["state"]));
        Assert.Equal((201, """["sports"]"""), (both, kept["categories"]!.ToJsonString()));
        Assert.Equal("খেলা", Assert.Single(host.Bus.Of<ArticlePublished>()).Article.Title);
    }

    [Fact]
    public async Task A_replacement_that_lost_the_race_is_refused()
    {
        await using var host = await StartAsync();
        var (_, article) = await host.PostAsync(Article("cms:1"));
        var path = $"/api/articles/{article["id"]}";

        var weak = await PutAsync(host, path, "W/\"1\"", "শূন্য");
        var first = await PutAsync(host, path, "\"9\", \"1\"", "এক");
        var late = await PutAsync(host, path, "\"1\"", "দুই");
        var nonsense = await PutAsync(host, path, "1", "দুই");
        var nobody = await PutAsync(host, $"/api/articles/{Guid.NewGuid()}", null, "দুই");

        Assert.Equal(HttpStatusCode.PreconditionFailed, weak);
        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late);
        Assert.Equal(HttpStatusCode.BadRequest, nonsense);
        Assert.Equal(HttpStatusCode.NotFound, nobody);
        Assert.Equal("এক", (string?)(await host.GetAsync(path))["title"]);
    }

    [Fact]
    public async Task A_retraction_is_told_and_stays_until_the_article_is_put_back()
    {
        await using var host = await StartAsync();
        var (_, article) = await host.PostAsync(Article("cms:1"));
        var path = $"/api/articles/{article["id"]}";

        using var gone = await host.Newsroom.DeleteAsync($"{path}?reason=ভুল", Ct);
        using var again = await host.Newsroom.DeleteAsync(path, Ct);
        using var nobody = await host.Newsroom.DeleteAsync($"/api/articles/{Guid.NewGuid()}", Ct);
        var (repost, _) = await host.PostAsync(Article("cms:1", "আবার"));
        await host.ToldAsync<ArticleRetracted>(1);
        var back = await PutAsync(host, path, null, "সংশোধিত");
        await host.ToldAsync<ArticlePublished>(2);

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        Assert.Equal(409, repost);
        Assert.Equal(HttpStatusCode.OK, back);
        var told = Assert.Single(host.Bus.Of<ArticleRetracted>());
        Assert.Equal(
            (2, "ভুল", "international"),
            (told.Revision, told.Reason, Assert.Single(told.Categories))
        );
        Assert.Equal(3, host.Bus.Of<ArticlePublished>().Last().Article.Revision);
    }

    [Fact]
    public async Task An_edit_into_quarantine_leaves_the_feeds()
    {
        await using var host = await StartAsync();
        await host.PostAsync(Article("cms:1"));

        var (status, held) = await host.PostAsync(Article("cms:1", category: "অজানা"));
        await host.ToldAsync<ArticleRetracted>(1);

        Assert.Equal((202, "quarantined"), (status, (string?)held["state"]));
        Assert.Equal(2, Assert.Single(host.Bus.Of<ArticleRetracted>()).Revision);
    }

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
    public async Task What_was_committed_before_a_stop_is_told_after_the_start()
    {
        var database = await NewDatabaseAsync(Ct);
        var directory = Directory.CreateTempSubdirectory("synd-ingest-").FullName;
        await using (var host = new IngestHost(database, directory))
        {
            host.Bus.IsUp = false;
            await host.PostAsync(Article("cms:1"));
            Assert.Empty(host.Bus.Told);
        }

        await using (var host = new IngestHost(database, directory))
        {
            await host.ToldAsync<ArticlePublished>(1);
            Assert.Equal(200, (await host.PostAsync(Article("cms:1"))).Status);
        }
        Directory.Delete(directory, recursive: true);
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

    private static async Task<HttpStatusCode> PutAsync(
        IngestHost host,
        string path,
        string? ifMatch,
        string title
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path);
        request.Content = IngestHost.Json(
            $$"""{"guid":"cms:1","title":"{{title}}","categories":["international"]}"""
        );
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await host.Newsroom.SendAsync(request, Ct);
        return answer.StatusCode;
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
