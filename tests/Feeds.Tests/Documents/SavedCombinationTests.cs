using System.Net;
using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>A combination that a reader saved goes on when a category in it ends; <c>best</c> is blocked from the start.</summary>
public sealed class SavedCombinationTests : IAsyncLifetime
{
    private FeedsHost? _host;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("/feeds/all.rss?exclude=best", "/feeds/all.rss")]
    [InlineData("/feeds/all?exclude=BEST", "/feeds/all")]
    [InlineData("/feeds/all.atom?exclude=best,jokes&limit=5", "/feeds/all.atom?exclude=jokes&limit=5")]
    [InlineData("/feeds/all.json?limit=5&exclude=cassinoBR,best", "/feeds/all.json?limit=5")]
    [InlineData("/feeds/all.rss?include=sports,best", "/feeds/all.rss?include=sports")]
    [InlineData("/feeds/all.rss?include=sports&exclude=best", "/feeds/all.rss?include=sports")]
    [InlineData("/feeds/ALL.rss?include=sports,best,jokes", "/feeds/all.rss?include=jokes,sports")]
    [InlineData("/feeds/all/archive/2025-08.rss?exclude=best", "/feeds/all/archive/2025-08.rss")]
    public async Task A_blocked_category_is_left_out_of_it(string path, string canonical)
    {
        await Host.PublishAsync(Some.Article);
        await Host.PublishAsync(Some.Article with { Categories = ["sports"] });

        using var answer = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(canonical, answer.Headers.Location!.OriginalString);
        using var there = await Host.GetAsync(canonical);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Theory]
    [InlineData("?include=best")]
    [InlineData("?include=best,cassinobr&exclude=jokes")]
    [InlineData("?include=best&exclude=best")]
    public async Task Nothing_but_blocked_categories_is_a_feed_that_has_ended(string query)
    {
        using var answer = await Host.GetAsync($"/feeds/all.rss{query}");

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Theory]
    [InlineData("?exclude=best,nowhere")]
    [InlineData("?include=best,nowhere")]
    [InlineData("?include=best&limit=0")]
    public async Task What_was_never_a_category_stays_a_mistake(string query)
    {
        using var answer = await Host.GetAsync($"/feeds/all.rss{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_category_that_is_blocked_later_leaves_at_once()
    {
        const string Saved = "/feeds/all.json?include=jokes,sports";
        using (var before = await Host.GetAsync(Saved))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await Host.TellAsync(
            new CategoryDefined
            {
                Slug = "jokes",
                Name = "জোকস",
                State = CategoryState.Blocked,
                Version = 1,
            }
        );

        using var after = await Host.GetAsync(Saved);
        Assert.Equal(HttpStatusCode.PermanentRedirect, after.StatusCode);
        Assert.Equal("/feeds/all.json?include=sports", after.Headers.Location!.OriginalString);
    }
}
