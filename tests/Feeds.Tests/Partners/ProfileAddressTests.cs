using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Partners;

public sealed class ProfileAddressTests : IAsyncLifetime
{
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task A_partners_feed_is_another_document_that_names_its_own_address()
    {
        await Host.PublishAsync(Some.Article);
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in (string[])["", "?profile=flipboard", "?profile=google-news", "?profile=apple"])
        {
            var path = $"/feeds/international.rss{query}";
            using var answer = await Host.GetAsync(path);
            var channel = XElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).Element("channel")!;

            Assert.True(tags.Add(answer.Headers.ETag!.Tag));
            Assert.Contains(
                $"<{FeedsHost.Origin}{path}>; rel=\"self\"",
                answer.Headers.GetValues("Link").Single(),
                StringComparison.Ordinal
            );
            Assert.Equal(
                query.EndsWith("apple", StringComparison.Ordinal) ? "bn-BD" : "bn",
                channel.Element("language")!.Value
            );
            Assert.Single(channel.Elements("item"));

            using var known = await Host.SendAsync(
                HttpMethod.Get,
                path,
                ("If-None-Match", answer.Headers.ETag.Tag)
            );
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        }
    }

    [Fact]
    public async Task A_partners_feed_follows_every_change()
    {
        var article = Some.Article;
        await Host.PublishAsync(article);
        Assert.Single(await IdsAsync("/feeds/all.json?profile=flipboard"));

        await Host.PublishAsync(Some.Article with { Url = null });
        Assert.Single(await IdsAsync("/feeds/all.json?profile=flipboard"));

        await Host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = article.Id,
                Revision = 2,
                RetractedAt = article.RevisedAt.AddHours(1),
                Categories = article.Categories,
            }
        );
        Assert.Empty(await IdsAsync("/feeds/all.json?profile=flipboard"));
    }

    [Fact]
    public async Task What_a_partner_does_not_take_at_once_is_on_the_next_page()
    {
        for (var i = 0; i < 130; i++)
            await Host.PublishAsync(Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) });

        var path = "/feeds/all.json?limit=200&profile=google-news";
        var pages = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (path is not null && pages.Count < 9)
        {
            using var feed = await FeedAsync(path);
            var ids = Ids(feed);
            pages.Add(ids.Length);
            Assert.All(ids, id => Assert.True(seen.Add(id)));
            path = feed.RootElement.TryGetProperty("next_url", out var next)
                ? next.GetString()![FeedsHost.Origin.Length..]
                : null;
        }

        Assert.Equal([60, 60, 10], pages);
    }

    [Theory]
    [InlineData("?profile=facebook")]
    [InlineData("?profile=")]
    [InlineData("?profile=apple&profile=flipboard")]
    public async Task A_profile_nobody_knows_is_refused(string query)
    {
        using var answer = await Host.GetAsync($"/feeds/all.rss{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("flipboard", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private async Task<JsonDocument> FeedAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<string[]> IdsAsync(string path)
    {
        using var feed = await FeedAsync(path);
        return Ids(feed);
    }

    private static string[] Ids(JsonDocument feed) =>
        [
            .. feed
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("id").GetString()!),
        ];
}
