using System.Net;
using Syndication.Contracts;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Tests.Quarantine;

public sealed class QuarantineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static object Article(string category, string title = "চরে নতুন পাঠাগার") =>
        new
        {
            guid = "q:1",
            title,
            categories = (string[])[category],
        };

    [Fact]
    public async Task A_released_article_is_out_where_the_newsroom_filed_it_and_later_edits_pass()
    {
        await using var host = new IngestHost();
        var (_, held) = await host.PostAsync(Article("পাঠাগার"));
        var id = (string?)held["id"];
        Assert.Equal("None of its categories is known.", (string?)held["quarantineReason"]);

        var (status, released) = await host.PostAsync(
            new { categories = (string[])["বই থেকে"] },
            $"/api/articles/{id}/release"
        );
        var (same, unchanged) = await host.PostAsync(Article("পাঠাগার"));
        var (edited, edit) = await host.PostAsync(Article("পাঠাগার", "চরে নতুন পাঠাগার, দুটি"));

        Assert.Equal((200, "published", 2), (status, (string?)released["state"], (int)released["revision"]!));
        Assert.Null((string?)released["quarantineReason"]);
        Assert.Equal((200, 2), (same, (int)unchanged["revision"]!));
        Assert.Equal((200, "published"), (edited, (string?)edit["state"]));
        Assert.Equal("books", (string?)edit["categories"]![0]);
        await host.ToldAsync<ArticleRevised>(1);
        Assert.Equal(["books"], Assert.Single(host.Bus.Of<ArticlePublished>()).Article.Categories);
    }

    [Fact]
    public async Task A_release_without_a_body_publishes_the_article_as_it_is()
    {
        await using var host = new IngestHost();
        var (_, held) = await host.PostAsync(Article("পাঠাগার"));

        using var answer = await host.Newsroom.PostAsync($"/api/articles/{held["id"]}/release", null, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.ToldAsync<ArticlePublished>(1);
        Assert.Empty(host.Bus.Of<ArticlePublished>().Single().Article.Categories);
    }

    [Fact]
    public async Task A_discarded_article_is_told_to_nobody_and_comes_back_only_by_name()
    {
        await using var host = new IngestHost();
        var (_, held) = await host.PostAsync(Article("পাঠাগার"));

        var (status, discarded) = await host.PostAsync(
            new { reason = "বিজ্ঞাপন" },
            $"/api/articles/{held["id"]}/discard"
        );
        var (again, _) = await host.PostAsync(Article("sports"));

        Assert.Equal((200, "retracted"), (status, (string?)discarded["state"]));
        Assert.Equal("বিজ্ঞাপন", (string?)discarded["reason"]);
        Assert.Equal(409, again);
        using var body = IngestHost.Json("""{"guid":"q:1","title":"চরে","categories":["sports"]}""");
        using var put = await host.Newsroom.PutAsync($"/api/articles/{held["id"]}", body, Ct);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        await host.ToldAsync<ArticlePublished>(1);
        Assert.Single(host.Bus.Of<ArticlePublished>());
        // Those who alert readers heard that nobody may; nobody else heard of it.
        Assert.All(host.Bus.Told, t => Assert.True(t.Message is ArticlePublished or ArticleStanding));
    }

    [Theory]
    [InlineData("release")]
    [InlineData("discard")]
    public async Task What_is_not_quarantined_cannot_be_judged(string verdict)
    {
        await using var host = new IngestHost();
        var (_, article) = await host.PostAsync(Article("sports"));

        using var conflict = await host.Newsroom.PostAsync(
            $"/api/articles/{article["id"]}/{verdict}",
            null,
            Ct
        );
        using var missing = await host.Newsroom.PostAsync(
            $"/api/articles/{Guid.NewGuid()}/{verdict}",
            null,
            Ct
        );
        using var stranger = host.Client(IngestHost.AlertsKey);
        using var forbidden = await stranger.PostAsync($"/api/articles/{article["id"]}/{verdict}", null, Ct);

        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Theory]
    [InlineData("cassinoBR")]
    [InlineData("অজানা")]
    public async Task An_article_is_not_released_into_a_category_that_is_blocked_or_unknown(string category)
    {
        await using var host = new IngestHost();
        var (_, held) = await host.PostAsync(Article("পাঠাগার"));

        var (status, _) = await host.PostAsync(
            new { categories = (string[])[category] },
            $"/api/articles/{held["id"]}/release"
        );

        Assert.Equal(422, status);
    }

    [Fact]
    public async Task An_article_that_was_held_for_more_than_its_categories_is_not_freed_by_an_edit()
    {
        await using var host = new IngestHost();
        var intake = host.The<ArticleIntake>();
        var input = new ArticleInput
        {
            Guid = "h:1",
            Title = "বাজি ধরুন",
            Categories = ["sports"],
        };
        await intake.TakeAsync(input, new Arrival(Guid.NewGuid(), "সন্দেহ"), Ct);

        var edit = await intake.TakeAsync(input with { Title = "বাজি" }, Ct);

        var article = Assert.IsType<Intake.Revised>(edit).Article;
        Assert.Equal((ArticleState.Quarantined, "সন্দেহ"), (article.State, article.QuarantineReason));
    }

    [Fact]
    public async Task A_released_article_whose_embargo_has_not_ended_waits_for_that()
    {
        await using var host = new IngestHost();
        var (_, held) = await host.PostAsync(
            new
            {
                guid = "e:1",
                title = "কাল প্রকাশ্য",
                categories = (string[])["অজানা"],
                embargoUntil = TimeProvider.System.GetUtcNow().AddDays(1),
            }
        );
        Assert.Equal("quarantined", (string?)held["state"]);

        var (_, released) = await host.PostAsync(new { }, $"/api/articles/{held["id"]}/release");

        Assert.Equal("embargoed", (string?)released["state"]);
    }
}
