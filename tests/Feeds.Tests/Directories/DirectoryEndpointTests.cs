using System.Net;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Feeds.Tests.Directories;

public sealed class DirectoryEndpointTests : IAsyncLifetime
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task The_list_bears_every_allowed_category_and_all_of_them_are_there()
    {
        var outlines = (await XmlAsync("/opml")).Descendants("outline").ToList();

        Assert.Equal(14, outlines.Count);
        Assert.Equal("নমুনা সংবাদ", outlines[0].Attribute("text")!.Value);
        Assert.Contains(
            outlines,
            o => o.Attribute("text")!.Value.StartsWith("আন্তর্জাতিক", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            outlines,
            o => o.ToString().Contains("cassino", StringComparison.OrdinalIgnoreCase)
        );
        foreach (var outline in outlines)
        foreach (var address in (string[])["xmlUrl", "htmlUrl"])
        {
            var url = outline.Attribute(address)!.Value;
            Assert.StartsWith(FeedsHost.Origin, url, StringComparison.Ordinal);
            using var feed = await Host.GetAsync(url[FeedsHost.Origin.Length..]);
            Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
        }
    }

    [Fact]
    public async Task A_category_blocked_by_the_newsroom_leaves_the_list()
    {
        var before = await TagAsync("/opml");

        await Host.TellAsync(
            new CategoryDefined
            {
                Slug = "sports",
                Name = "খেলাধুলা",
                Aliases = [],
                State = CategoryState.Blocked,
                Version = 7,
            }
        );

        await FeedsHost.UntilAsync(
            async () => !(await TextAsync("/opml")).Contains("/feeds/sports.rss", StringComparison.Ordinal),
            "it should leave"
        );
        Assert.NotEqual(before, await TagAsync("/opml"));
    }

    [Theory]
    [InlineData("/opml", "text/x-opml; charset=utf-8")]
    [InlineData("/sitemap-news.xml", "application/xml; charset=utf-8")]
    public async Task Documents_bear_their_headers_and_are_conditional(string path, string type)
    {
        await Host.PublishAsync(Recent(TimeSpan.FromHours(1)));
        using var whole = await Host.GetAsync(path);

        Assert.Equal(type, whole.Content.Headers.ContentType!.ToString());
        Assert.Equal("Accept-Encoding", string.Join(", ", whole.Headers.Vary));
        Assert.True(whole.Headers.CacheControl!.Public);
        Assert.Equal("*", whole.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False(whole.Headers.Contains("Set-Cookie"));

        using var known = await Host.SendAsync(
            HttpMethod.Get,
            path,
            ("If-None-Match", whole.Headers.ETag!.Tag)
        );
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(whole.Headers.ETag, known.Headers.ETag);

        using var packed = await Host.SendAsync(HttpMethod.Head, path, ("Accept-Encoding", "br"));
        Assert.Equal("br", packed.Content.Headers.ContentEncoding.Single());
        Assert.NotEqual(whole.Headers.ETag, packed.Headers.ETag);
        Assert.Empty(await packed.Content.ReadAsByteArrayAsync(Ct));

        using var post = await Host.SendAsync(HttpMethod.Post, path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], post.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_sitemap_has_two_days_and_articles_with_a_page_only()
    {
        var young = Recent(TimeSpan.FromHours(47)) with { Title = "বন্যা & ত্রাণ" };
        await Host.PublishAsync(young);
        await Host.PublishAsync(Recent(TimeSpan.FromHours(49)));
        await Host.PublishAsync(Recent(TimeSpan.FromHours(1)) with { Url = null });

        var url = Assert.Single((await XmlAsync("/sitemap-news.xml")).Elements(Sitemap + "url"));

        var news = url.Element(News + "news")!;
        Assert.Equal(young.Url, url.Element(Sitemap + "loc")!.Value);
        Assert.Equal("বন্যা & ত্রাণ", news.Element(News + "title")!.Value);
        Assert.Equal("নমুনা সংবাদ", news.Element(News + "publication")!.Element(News + "name")!.Value);
        Assert.Equal("bn", news.Element(News + "publication")!.Element(News + "language")!.Value);
        Assert.StartsWith(
            young.PublishedAt.UtcDateTime.ToString("yyyy-MM-ddTHH", null),
            news.Element(News + "publication_date")!.Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_sitemap_has_the_newest_thousand_whatever_lies_between()
    {
        for (var i = 0; i < 1_100; i++)
            await Host.PublishAsync(
                Recent(TimeSpan.FromMinutes(i)) with
                {
                    Url = i % 20 == 0 ? null : $"https://khobor.example/{i}",
                }
            );

        var urls = (await XmlAsync("/sitemap-news.xml")).Elements(Sitemap + "url").ToList();

        Assert.Equal(1_000, urls.Count);
        Assert.Equal("https://khobor.example/1", urls[0].Element(Sitemap + "loc")!.Value);
        Assert.Equal("https://khobor.example/1052", urls[^1].Element(Sitemap + "loc")!.Value);
    }

    [Fact]
    public async Task An_article_leaves_the_sitemap_when_it_grows_old_and_date_only_crawlers_are_told()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = await FeedsHost.ReadyAsync(change: services =>
            services.AddSingleton<TimeProvider>(time)
        );
        var article = Some.Article with
        {
            PublishedAt = time.GetUtcNow().AddHours(-47),
            RevisedAt = time.GetUtcNow().AddHours(-47),
        };
        await host.PublishAsync(article);
        using var before = await host.GetAsync("/sitemap-news.xml");
        Assert.Contains(article.Url!, await before.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(61));

        using var after = await host.SendAsync(
            HttpMethod.Get,
            "/sitemap-news.xml",
            (
                "If-Modified-Since",
                before.Content.Headers.LastModified!.Value.ToString(
                    "R",
                    System.Globalization.CultureInfo.InvariantCulture
                )
            )
        );
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.DoesNotContain(
            article.Url!,
            await after.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Robots_may_read_everything_and_find_the_sitemap()
    {
        var text = await TextAsync("/robots.txt");

        Assert.Contains("User-agent: *\nAllow: /\n", text, StringComparison.Ordinal);
        Assert.Contains($"Sitemap: {FeedsHost.Origin}/sitemap-news.xml", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Disallow", text, StringComparison.Ordinal);
    }

    private static Article Recent(TimeSpan age)
    {
        var at = TimeProvider.System.GetUtcNow() - age;
        return Some.Article with { PublishedAt = at, UpdatedAt = at, RevisedAt = at };
    }

    private async Task<string> TextAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private async Task<XElement> XmlAsync(string path) => XElement.Parse(await TextAsync(path));

    private async Task<string> TagAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        return answer.Headers.ETag!.Tag;
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/opml")]
    [InlineData("/sitemap-news.xml")]
    public async Task A_script_of_another_page_may_read_with_validators(string path)
    {
        using var asked = await Host.SendAsync(
            HttpMethod.Options,
            path,
            ("Origin", "https://reader.example"),
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "if-none-match")
        );
        using var read = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("*", asked.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains(
            "If-None-Match",
            asked.Headers.GetValues("Access-Control-Allow-Headers").Single(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ETag",
            read.Headers.GetValues("Access-Control-Expose-Headers").Single(),
            StringComparison.Ordinal
        );
    }
}
