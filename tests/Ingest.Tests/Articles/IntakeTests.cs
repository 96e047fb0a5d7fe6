using System.Net;
using Syndication.Contracts;

namespace Syndication.Ingest.Tests.Articles;

/// <summary>Articles in, one at a time.</summary>
public abstract class IntakeTests : DatabaseTests
{
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
    public async Task A_page_that_is_handed_in_ends_no_embargo()
    {
        await using var host = await StartAsync();
        var (_, held) = await host.PostAsync(
            new
            {
                guid = "cms:1",
                url = "https://khobor.example/national/12",
                title = "কালকের খবর",
                embargoUntil = TimeProvider.System.GetUtcNow().AddHours(5),
            }
        );
        using var page = new StringContent(
            "<html><head><meta property='og:type' content='article'><meta property='og:title' content='কালকের খবর'></head>"
                + "<body><article><h1>কালকের খবর</h1><p>নদীর ওপর নতুন সেতুটি আগামীকাল সকালে খুলে দেওয়া হবে বলে জানা গেছে।</p>"
                + "<p>দুই পাড়ের মানুষ বহু দিন ধরে এই সেতুর অপেক্ষায় ছিলেন, এখন তাঁদের পথ কমবে।</p></article></body></html>",
            System.Text.Encoding.UTF8,
            "text/html"
        );

        using var answer = await host.Newsroom.PostAsync(
            "/api/articles/extract?publish=true&url=https://khobor.example/national/12",
            page,
            Ct
        );

        Assert.True(answer.IsSuccessStatusCode);
        var stored = await host.GetAsync($"/api/articles/{held["id"]}");
        Assert.Equal("embargoed", (string?)stored["state"]);
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
}
