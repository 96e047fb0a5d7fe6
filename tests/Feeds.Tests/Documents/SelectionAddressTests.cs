using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class SelectionAddressTests : IAsyncLifetime
{
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        await Host.PublishAsync(
            Some.Article with
            {
                Tags = ["রাশিয়া", "AC/DC", "Node.js"],
                Authors = [new Person("Nadia  Rahman"), new Person("মিতালী সরকার")],
            }
        );
        await Host.PublishAsync(Some.Article with { Categories = ["sports"], Tags = [] });
        await Host.PublishAsync(Some.Article with { Categories = ["sports", "jokes"], Tags = ["H\u0331"] });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("tags/রাশিয়া")]
    [InlineData("tags/ac/dc")]
    [InlineData("tags/node.js")]
    [InlineData("authors/মিতালী সরকার")]
    [InlineData("authors/nadia rahman")]
    public async Task A_tag_and_an_author_have_a_feed_that_names_its_own_address(string selector)
    {
        var slash = selector.IndexOf('/', StringComparison.Ordinal) + 1;
        var key = selector[slash..].Normalize();
        foreach (var suffix in (string[])[".rss", ".atom", ".json"])
        {
            var path = $"/feeds/{selector[..slash]}{Uri.EscapeDataString(key)}{suffix}";
            using var answer = await Host.GetAsync(path);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Contains($"\"{FeedsHost.Origin}{path}\"", text, StringComparison.Ordinal);
            Assert.StartsWith(
                $"<{FeedsHost.Origin}{path}>; rel=\"self\"",
                answer.Headers.GetValues("Link").Single(),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("/feeds/tags/Node.JS.rss", "/feeds/tags/node.js.rss")]
    [InlineData("/feeds/tags/H%CC%B1.rss", "/feeds/tags/%E1%BA%96.rss")]
    [InlineData(
        "/feeds/authors/NADIA%20%20Rahman.json?limit=3",
        "/feeds/authors/nadia%20rahman.json?limit=3"
    )]
    [InlineData("/feeds/authors/%20nadia%20rahman", "/feeds/authors/nadia%20rahman")]
    [InlineData("/feeds/tags/AC%2fDC/archive/2025-08.rss", "/feeds/tags/ac%2Fdc/archive/2025-08.rss")]
    [InlineData("/feeds/SPORTS/archive/2025-08.rss", "/feeds/sports/archive/2025-08.rss")]
    [InlineData("/feeds/all.rss?include=sports,jokes", "/feeds/all.rss?include=jokes,sports")]
    [InlineData("/feeds/all.rss?include=sports&include=jokes", "/feeds/all.rss?include=jokes,sports")]
    [InlineData("/feeds/all.rss?include=sports,,sports", "/feeds/all.rss?include=sports")]
    [InlineData(
        "/feeds/all.rss?utm_a=1&exclude=SPORTS&limit=5",
        "/feeds/all.rss?exclude=sports&limit=5&utm_a=1"
    )]
    [InlineData("/feeds/sports.rss?limit=007", "/feeds/sports.rss?limit=7")]
    [InlineData("/feeds/sports.json?content=summary&limit=5", "/feeds/sports.json?limit=5&content=summary")]
    [InlineData("/feeds/sports.rss?content=full", "/feeds/sports.rss")]
    [InlineData("/feeds/sports?content=full&x", "/feeds/sports?x=")]
    [InlineData("/feeds/all/archive/2025-08.rss?limit=5", "/feeds/all/archive/2025-08.rss")]
    [InlineData(
        "/feeds/all?exclude=%E0%A6%9C%E0%A7%8B%E0%A6%95%E0%A6%B8&include=sports",
        "/feeds/all?include=sports&exclude=jokes"
    )]
    public async Task Another_way_of_writing_leads_to_the_canonical_address(string path, string canonical)
    {
        using var answer = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal(canonical, answer.Headers.Location!.OriginalString);
        using var there = await Host.GetAsync(canonical);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
    }

    [Theory]
    [InlineData("/feeds/tags/%6eode.js.rss")]
    [InlineData("/feeds/tags/ac%2fdc.rss")]
    [InlineData("/feeds/tags/%e0%a6%b0%e0%a6%be%e0%a6%b6%e0%a6%bf%e0%a6%af%e0%a6%bc%e0%a6%be.rss")]
    [InlineData("/feeds/all.rss?include=jokes%2Csports")]
    [InlineData("/feeds/all.rss?include=sports&x&exclude=jokes")]
    [InlineData("/feeds/sp%6frts.rss?content=summ%61ry")]
    public async Task Other_percent_encodings_are_served_and_lead_nowhere(string path)
    {
        using var answer = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/feeds/tags/nobody.rss")]
    [InlineData("/feeds/authors/nobody.rss")]
    [InlineData("/feeds/tags/node.js.RSS")]
    [InlineData("/feeds/tags/%FF.rss")]
    [InlineData("/feeds/tags/%E0%A6.rss")]
    [InlineData("/feeds/tags/%2.rss")]
    [InlineData("/feeds/tags/a%EF%BF%BEb.rss")]
    [InlineData("/feeds/a%EF%BF%BEb.rss")]
    [InlineData("/feeds/tags/.rss")]
    [InlineData("/feeds/tags.rss")]
    [InlineData("/feeds/tags/a/b.rss")]
    [InlineData("/feeds/authors")]
    [InlineData("/feeds/archive/2025-08.rss")]
    [InlineData("/feeds/all/archive/2025-8.rss")]
    [InlineData("/feeds/all/archive/2025-13.rss")]
    [InlineData("/feeds/all/archive/2025-07.rss")]
    [InlineData("/feeds/all/archive/9998-12.rss")]
    [InlineData("/feeds/all/archive/9999-12.rss")]
    [InlineData("/feeds/campus/archive/2025-08.rss")]
    [InlineData("/feeds/")]
    public async Task What_was_never_there_is_404(string path)
    {
        using var answer = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/feeds/all.rss?include=nowhere", "include")]
    [InlineData("/feeds/all.rss?include=", "include")]
    [InlineData("/feeds/all.rss?include=,", "include")]
    [InlineData("/feeds/all.rss?include=sports&exclude=sports", "exclude")]
    [InlineData("/feeds/sports.rss?include=jokes", "include")]
    [InlineData("/feeds/tags/node.js.rss?exclude=jokes", "exclude")]
    [InlineData("/feeds/all.rss?content=short", "content")]
    [InlineData("/feeds/all.rss?before=yesterday", "before")]
    [InlineData("/feeds/all.rss?limit=0&include=nowhere", "limit")]
    public async Task A_parameter_that_cannot_be_is_named(string path, string parameter)
    {
        using var answer = await Host.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(problem.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData("?include=international,jokes", 2)]
    [InlineData("?exclude=jokes", 2)]
    [InlineData("?include=sports&exclude=jokes", 1)]
    [InlineData("?exclude=campus", 3)]
    [InlineData("?include=campus", 0)]
    public async Task A_combination_has_what_it_says(string query, int entries)
    {
        using var answer = await Host.GetAsync($"/feeds/all.json{query}");
        var feed = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(entries, feed.GetProperty("items").GetArrayLength());
        Assert.Equal($"{FeedsHost.Origin}/feeds/all.json{query}", feed.GetProperty("feed_url").GetString());
    }

    [Theory]
    [InlineData("tags/node.js.json", "Node.js — নমুনা সংবাদ")]
    [InlineData("authors/nadia%20rahman.json", "Nadia  Rahman — নমুনা সংবাদ")]
    [InlineData("all.json?include=jokes,sports", "জোকস + খেলাধুলা — নমুনা সংবাদ")]
    [InlineData("all.json?exclude=jokes", "নমুনা সংবাদ − জোকস")]
    public async Task A_selection_is_called_as_people_call_it(string address, string title)
    {
        using var answer = await Host.GetAsync($"/feeds/{address}");
        var feed = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(title, feed.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_tag_whose_articles_are_withdrawn_keeps_its_feed()
    {
        var article = Some.Article with { Tags = ["বন্যা"] };
        await Host.PublishAsync(article);
        var path = $"tags/{Uri.EscapeDataString("বন্যা")}";
        Assert.Single(await Host.IdsAsync(path));

        await Host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = article.Id,
                Revision = 2,
                RetractedAt = Some.Instant.AddHours(1),
                Categories = article.Categories,
            }
        );

        Assert.Empty(await Host.IdsAsync(path));
    }

    [Fact]
    public async Task A_summary_feed_has_no_full_text_and_an_excerpt_where_nobody_wrote_one()
    {
        await Host.PublishAsync(
            Some.Article with
            {
                Categories = ["campus"],
                Summary = null,
                Content = $"<p>শুরু &lt;b&gt; {string.Join(' ', Enumerable.Repeat("কথা", 500))} শেষ</p>",
            }
        );
        foreach (var format in (string[])["rss", "atom", "json"])
        {
            using var answer = await Host.GetAsync($"/feeds/campus.{format}?content=summary");
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.Contains("শুরু", text, StringComparison.Ordinal);
            Assert.Contains("কথা…", text, StringComparison.Ordinal);
            Assert.DoesNotContain("শেষ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("content:encoded>", text, StringComparison.Ordinal);
            Assert.Contains(
                $"{FeedsHost.Origin}/feeds/campus.{format}?content=summary",
                text,
                StringComparison.Ordinal
            );
        }
        using var whole = await Host.GetAsync("/feeds/campus.json");
        Assert.Contains("শেষ", await whole.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public void A_canonical_address_leads_nowhere_else()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            if (code is >= 0xD800 and <= 0xDFFF)
                continue;
            foreach (var tag in (string[])[char.ConvertFromUtf32(code), $"x{char.ConvertFromUtf32(code)} y"])
                if (Selector.Key(tag) is { } key)
                    Assert.Equal(key, Selector.Key(key));
        }
    }

    [Theory]
    [InlineData("GET http://feeds.khobor.example/feeds/sports.rss HTTP/1.1", "HTTP/1.1 200 OK")]
    [InlineData("GET http://feeds.khobor.example/feeds/tags/ac%2fdc.rss?limit=1 HTTP/1.1", "HTTP/1.1 200 OK")]
    [InlineData("GET /%66eeds/tags/ac%2fdc.rss HTTP/1.1", "HTTP/1.1 200 OK")]
    [InlineData("GET /feeds/../feeds/sports.rss HTTP/1.1", "HTTP/1.1 404 Not Found")]
    [InlineData("GET /Feeds/sports.rss HTTP/1.1", "HTTP/1.1 200 OK")]
    public async Task The_address_may_be_told_in_any_form_that_HTTP_knows(string line, string expected)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Host.Client.BaseAddress!.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{line}\r\nHost: feeds.khobor.example\r\nConnection: close\r\n\r\n"),
            Ct
        );
        using var reader = new StreamReader(stream);

        Assert.Equal(expected, await reader.ReadLineAsync(Ct));
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true)]
    [InlineData("text/html", true)]
    [InlineData("application/rss+xml, text/html;q=0.9", false)]
    [InlineData("application/atom+xml, text/html", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html;q=0", false)]
    [InlineData("", false)]
    public void A_browser_is_known_by_what_it_likes_best(string accept, bool expected)
    {
        Assert.Equal(expected, Negotiation.PrefersHtml(accept));
    }
}
