using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Feeds.Documents;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class FeedAddressTests : IAsyncLifetime
{
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("/feeds/nowhere.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/international.xml", HttpStatusCode.NotFound)]
    [InlineData("/feeds/international.RSS", HttpStatusCode.NotFound)]
    [InlineData("/feeds/.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/%ED%A0%80.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/%23categories.rss", HttpStatusCode.NotFound)]
    [InlineData("/feeds/best.rss", HttpStatusCode.Gone)]
    [InlineData("/feeds/cassinoBR.atom", HttpStatusCode.Gone)]
    [InlineData("/feeds/cassinobr", HttpStatusCode.Gone)]
    [InlineData("/feeds/all.rss?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=201", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=-1", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=%E0%A7%A8", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=1&limit=2", HttpStatusCode.BadRequest)]
    [InlineData("/feeds/all.rss?limit=99999999999999999999", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_served_is_a_problem(string path, HttpStatusCode expected)
    {
        using var answer = await Host.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    [Theory]
    [InlineData("আন্তর্জাতিক.rss", "international.rss")]
    [InlineData("আন্তর্জাতিক.json?limit=5", "international.json?limit=5")]
    [InlineData("দেশজুড়ে.atom", "country.atom")]
    [InlineData("দেশজু\u09dcে.atom", "country.atom")]
    [InlineData("নারী ও শিশু", "women-children")]
    [InlineData("International.rss", "international.rss")]
    [InlineData("ALL.rss", "all.rss")]
    public async Task Another_name_leads_to_the_slug(string name, string slug)
    {
        var query = name.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? name : name[..query];
        using var answer = await Host.GetAsync(
            $"/feeds/{Uri.EscapeDataString(path)}{(query < 0 ? "" : name[query..])}"
        );

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal($"/feeds/{slug}", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData(null, "application/rss+xml")]
    [InlineData("*/*", "application/rss+xml")]
    [InlineData("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("application/atom+xml", "application/atom+xml")]
    [InlineData("application/feed+json, */*;q=0.1", "application/feed+json")]
    [InlineData("application/json", "application/feed+json")]
    [InlineData("application/rss+xml;q=0.5, application/atom+xml", "application/atom+xml")]
    [InlineData("application/rss+xml;q=0, */*", "application/atom+xml")]
    [InlineData("image/png", "application/rss+xml")]
    [InlineData("nonsense;;;", "application/rss+xml")]
    public async Task Without_a_suffix_the_reader_chooses(string? accept, string expected)
    {
        (string, string)[] headers = accept is null ? [] : [("Accept", accept)];
        using var answer = await Host.SendAsync(HttpMethod.Get, "/feeds/international", headers);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["Accept", "Accept-Encoding"], answer.Headers.Vary);
    }

    [Fact]
    public async Task A_browser_gets_the_page_where_there_is_one()
    {
        FeedPage page = (request, _, _) =>
            Task.FromResult<IResult?>(
                request.Selection.Selector == "sports" ? TypedResults.Content("খেলা", "text/html") : null
            );
        await using var host = await FeedsHost.ReadyAsync(change: s => s.AddSingleton(page));

        Assert.Equal("text/html", await TypeAsync(host, "/feeds/sports", "text/html"));
        Assert.Equal("application/rss+xml", await TypeAsync(host, "/feeds/jokes", "text/html"));
        Assert.Equal("application/rss+xml", await TypeAsync(host, "/feeds/sports", "*/*"));
        Assert.Equal("application/atom+xml", await TypeAsync(host, "/feeds/sports.atom", "text/html"));
    }

    [Fact]
    public async Task A_limit_that_cannot_be_is_named()
    {
        using var answer = await Host.GetAsync("/feeds/all.rss?limit=0");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal(1, problem.GetProperty("errors").GetProperty("limit").GetArrayLength());
    }

    [Fact]
    public async Task The_limit_counts_entries_and_is_part_of_the_address()
    {
        for (var i = 0; i < 60; i++)
            await Host.PublishAsync(Some.Article);

        Assert.Equal(50, (await Host.IdsAsync("all")).Length);
        using var answer = await Host.GetAsync("/feeds/all.json?utm_source=x&limit=7");
        using var feed = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Ct));
        Assert.Equal(7, feed.RootElement.GetProperty("items").GetArrayLength());
        var self = $"{FeedsHost.Origin}/feeds/all.json?limit=7";
        Assert.Equal(self, feed.RootElement.GetProperty("feed_url").GetString());
        Assert.StartsWith($"<{self}>", answer.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_that_is_told_is_served_renamed_and_blocked_at_once()
    {
        var category = new CategoryDefined
        {
            Slug = "weather",
            Name = "আবহাওয়া",
            Aliases = ["Weather Today"],
            State = CategoryState.Allowed,
            Version = 1,
        };
        await Host.TellAsync(category);
        await Host.PublishAsync(Some.Article with { Categories = ["weather"] });
        Assert.Equal("আবহাওয়া — নমুনা সংবাদ", await TitleAsync("weather"));
        Assert.Equal(HttpStatusCode.PermanentRedirect, await StatusAsync("/feeds/weather%20today.rss"));

        await Host.TellAsync(category with { Name = "জলবায়ু", Version = 2 });
        Assert.Equal("জলবায়ু — নমুনা সংবাদ", await TitleAsync("weather"));

        await Host.TellAsync(category with { State = CategoryState.Blocked, Version = 3 });
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync("/feeds/weather.rss"));
        await Host.TellAsync(category with { Version = 2 });
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync("/feeds/weather today.rss"));
    }

    private static async Task<string?> TypeAsync(FeedsHost host, string path, string accept)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, path, ("Accept", accept));
        return answer.Content.Headers.ContentType!.MediaType;
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        return answer.StatusCode;
    }

    private async Task<string?> TitleAsync(string selector)
    {
        using var answer = await Host.GetAsync($"/feeds/{selector}.json");
        var feed = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return feed.GetProperty("title").GetString();
    }
}
