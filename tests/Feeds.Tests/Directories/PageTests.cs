using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Directories;

public sealed partial class PageTests : IAsyncLifetime
{
    private const string Browser =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/feeds/all")]
    [InlineData("/feeds/international")]
    [InlineData("/feeds/tags/%E0%A6%AA%E0%A6%BE%E0%A6%A0%E0%A6%BE%E0%A6%97%E0%A6%BE%E0%A6%B0")]
    [InlineData(
        "/feeds/authors/%E0%A6%AE%E0%A6%BF%E0%A6%A4%E0%A6%BE%E0%A6%B2%E0%A7%80%20%E0%A6%B8%E0%A6%B0%E0%A6%95%E0%A6%BE%E0%A6%B0"
    )]
    [InlineData("/feeds/all?include=international,sports")]
    [InlineData("/feeds/all/archive/2025-08")]
    public async Task A_browser_gets_a_page_without_scripts_pictures_or_cookies(string path)
    {
        await Host.PublishAsync(Some.Article);

        using var answer = await AskAsync(path);
        var html = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("<html lang=\"bn\">", html, StringComparison.Ordinal);
        Assert.Contains("নদীর পাড়ে নতুন পাঠাগার খুলল", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/alerts\"", html, StringComparison.Ordinal);
        Assert.Contains("১৩ আগস্ট ২০২৫, দুপুর ১২:৪৩", html, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2025-08-13T12:43:00+06:00\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(script|img|iframe|form|object)|\\son[a-z]+=|\\sstyle=", html);
    }

    [Fact]
    public async Task The_policy_lets_in_the_style_of_the_page_alone()
    {
        using var answer = await AskAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var style = StyleElement().Match(await answer.Content.ReadAsStringAsync(Ct)).Groups["css"].Value;

        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.StartsWith(
            $"default-src 'none'; style-src 'sha256-{digest}';",
            policy,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/", "/feeds/all.")]
    [InlineData("/feeds/sports", "/feeds/sports.")]
    [InlineData("/feeds/all?exclude=jokes", "/feeds/all.", "?exclude=jokes")]
    public async Task A_reader_given_the_page_finds_its_feeds(string path, string before, string after = "")
    {
        var html = await TextAsync(path);

        foreach (
            var (format, type) in ((string, string)[])
                [
                    ("rss", "application/rss+xml"),
                    ("atom", "application/atom+xml"),
                    ("json", "application/feed+json"),
                ]
        )
        {
            var url = $"{FeedsHost.Origin}{before}{format}{after}";
            Assert.Matches(
                $"<link rel=\"alternate\" type=\"{Regex.Escape(type)}\" title=\"[^\"]+\" href=\"{Regex.Escape(url)}\">",
                html
            );
            Assert.Contains(
                $"<code>{url}</code>",
                html.Replace("<wbr>", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            using var feed = await Host.GetAsync(url[FeedsHost.Origin.Length..]);
            Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
        }
    }

    [Theory]
    [InlineData("application/rss+xml", "application/rss+xml")]
    [InlineData("*/*", "application/rss+xml")]
    [InlineData("application/atom+xml, text/html;q=0.5", "application/atom+xml")]
    [InlineData("text/html", "text/html")]
    public async Task Who_asks_for_a_feed_gets_a_feed(string accept, string type)
    {
        using var answer = await Host.SendAsync(HttpMethod.Get, "/feeds/sports", ("Accept", accept));

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Fact]
    public async Task What_senders_write_stays_words()
    {
        await Host.PublishAsync(
            Some.Article with
            {
                Title = "<script>alert(1)</script> \"'&",
                Url = "javascript:alert(1)",
                Summary = "<p>১ &lt; ২ <b>মোটা</b></p>",
                Tags = ["\"><svg/onload=x>"],
                Authors = [new Person("<b>'")],
                Correction = "</p><script>",
                Language = "bn",
            }
        );

        foreach (var path in (string[])["/", "/feeds/international"])
        {
            var html = await TextAsync(path);
            Assert.Contains(
                "&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&amp;",
                html,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
        }
        Assert.Contains(
            "<p>১ &lt; ২ মোটা</p>",
            await TextAsync("/feeds/international"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_changes_with_its_articles_alone_and_tells_who_has_it()
    {
        var article = Some.Article;
        await Host.PublishAsync(article);
        using var first = await AskAsync("/feeds/international");

        await Host.PublishAsync(Some.Article with { Categories = ["sports"] });
        using var known = await Host.SendAsync(
            HttpMethod.Get,
            "/feeds/international",
            ("Accept", Browser),
            ("If-None-Match", first.Headers.ETag!.Tag)
        );
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        await Host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = article.Id,
                Revision = 2,
                RetractedAt = article.RevisedAt.AddHours(1),
                Categories = article.Categories,
            }
        );
        Assert.DoesNotContain(
            article.Url!,
            await TextAsync("/feeds/international"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(article.Url!, await TextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_lead_back_to_the_oldest_article()
    {
        for (var i = 0; i < 65; i++)
            await Host.PublishAsync(
                Some.Article with
                {
                    Title = $"গল্প {i}.",
                    PublishedAt = Some.Instant.AddMinutes(i),
                }
            );

        var path = "/feeds/international";
        var titles = new List<string>();
        for (var pages = 0; path is not null && pages < 9; pages++)
        {
            var html = await TextAsync(path);
            titles.AddRange(Story().Matches(html).Select(m => m.Value));
            path = Next().Match(html) is { Success: true } next
                ? WebUtility.HtmlDecode(next.Groups["path"].Value)
                : null!;
        }

        Assert.Equal(Enumerable.Range(0, 65).Reverse().Select(i => $"গল্প {i}."), titles);
    }

    [Theory]
    [InlineData("/feeds/nothing", HttpStatusCode.NotFound)]
    [InlineData("/feeds/tags/nothing", HttpStatusCode.NotFound)]
    [InlineData("/feeds/best", HttpStatusCode.Gone)]
    [InlineData("/feeds/SPORTS", HttpStatusCode.PermanentRedirect)]
    public async Task Where_there_is_no_feed_there_is_no_page(string path, HttpStatusCode status)
    {
        using var answer = await Host.SendAsync(HttpMethod.Get, path, ("Accept", Browser));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task An_English_publication_has_English_pages()
    {
        await using var host = await FeedsHost.ReadyAsync(change: services =>
            services.AddSingleton(
                Options.Create(
                    new PublicationOptions
                    {
                        Title = "The Sample",
                        Language = "en-GB",
                        TimeZone = "Europe/London",
                        PublicUrl = FeedsHost.Origin,
                    }
                )
            )
        );
        await host.PublishAsync(Some.Article);

        using var answer = await host.SendAsync(HttpMethod.Get, "/feeds/all", ("Accept", Browser));
        var html = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Contains("<html lang=\"en-GB\">", html, StringComparison.Ordinal);
        Assert.Contains("<h1>Everything</h1>", html, StringComparison.Ordinal);
        Assert.Contains("13 August 2025, 07:43", html, StringComparison.Ordinal);
        Assert.Contains("og:locale\" content=\"en_GB\"", html, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string path)
    {
        var answer = await Host.SendAsync(HttpMethod.Get, path, ("Accept", Browser));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private async Task<string> TextAsync(string path)
    {
        using var answer = await AskAsync(path);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    [GeneratedRegex("<style>(?<css>.*)</style>", RegexOptions.Singleline, 1_000)]
    private static partial Regex StyleElement();

    [GeneratedRegex("গল্প [0-9]+\\.", RegexOptions.None, 1_000)]
    private static partial Regex Story();

    [GeneratedRegex("rel=\"next\" href=\"(?<path>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex Next();
}
