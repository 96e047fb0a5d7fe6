using System.Net.Http.Json;
using Syndication.Contracts;
using Syndication.Ingest.Tests.Articles;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Categories;

public abstract class BlockingTests : DatabaseTests
{
    [Fact]
    public async Task Blocking_a_category_takes_its_articles_out_and_leaves_those_of_other_categories()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 250; i++)
            await host.PostAsync(Article($"j:{i}", category: "jokes"));
        await host.PostAsync(
            new
            {
                guid = "both",
                title = "দুই জায়গায়",
                categories = (string[])["jokes", "sports"],
            }
        );
        await host.PostAsync(Article("other", category: "sports"));

        await PutAsync(host, "blocked");
        await host.ToldAsync<ArticleRetracted>(250);
        await host.ToldAsync<ArticleRevised>(1);

        Assert.Equal(250, host.Bus.Of<ArticleRetracted>().Count());
        var revised = Assert.Single(host.Bus.Of<ArticleRevised>());
        Assert.Equal((false, "sports"), (revised.Significant, Assert.Single(revised.Article.Categories)));
        Assert.Equal(2, (await host.GetAsync("/api/articles?state=published"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_held_in_a_blocked_category_cannot_come_out_and_allowing_it_again_brings_nothing_back()
    {
        await using var host = await StartAsync();
        var (_, embargoed) = await host.PostAsync(
            new
            {
                guid = "e",
                title = "কাল",
                categories = (string[])["jokes"],
                embargoUntil = TimeProvider.System.GetUtcNow().AddHours(1),
            }
        );

        await PutAsync(host, "blocked");
        await StateAsync(host, embargoed["id"], "retracted");
        await PutAsync(host, "allowed");
        await host.PostAsync(Article("new", category: "jokes"));
        await host.ToldAsync<ArticlePublished>(1);

        Assert.Single(host.Bus.Of<ArticlePublished>());
        await StateAsync(host, embargoed["id"], "retracted");
    }

    [Fact]
    public async Task What_was_filed_under_a_category_before_it_was_blocked_comes_back_without_it()
    {
        await using var host = await StartAsync();
        var (_, held) = await host.PostAsync(Article("u", category: "অজানা"));
        var at = $"/api/articles/{held["id"]}";
        await host.PostAsync(new { categories = (string[])["jokes"] }, at + "/release");
        await PutAsync(host, "blocked");
        await StateAsync(host, held["id"], "retracted");

        using var back = await host.Newsroom.PutAsJsonAsync(at, Article("u", category: "অজানা"), Ct);

        Assert.True(back.IsSuccessStatusCode);
        Assert.Empty((await host.GetAsync(at))["categories"]!.AsArray());
    }

    private static Task StateAsync(IngestHost host, object? id, string state) =>
        Waiting.UntilAsync(
            async () => (string?)(await host.GetAsync($"/api/articles/{id}"))["state"] == state,
            TimeSpan.FromSeconds(20),
            $"the article is {state}",
            Ct
        );

    private static async Task PutAsync(IngestHost host, string state)
    {
        using var body = IngestHost.Json($$"""{"state":"{{state}}"}""");
        using var answer = await host.Newsroom.PutAsync("/api/categories/jokes", body, Ct);
        answer.EnsureSuccessStatusCode();
    }
}
