using System.Text;
using System.Text.Json.Nodes;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Sources that have no feed.</summary>
public sealed class PagePollingTests : IAsyncLifetime
{
    private readonly IngestHost _host = Host();
    private FeedServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_list_of_articles_brings_each_of_them_once()
    {
        for (var i = 1; i <= 4; i++)
            _server[$"/news/{i}"] = Html(Article(i));
        _server["/latest"] = Html(List(1, 2, 3));
        var source = await AddAsync("/latest");
        Assert.True((int)source["articlesSeen"]! == 3, source.ToJsonString());

        _server["/latest"] = Html(List(4, 1, 2, 3));
        source = await _host.PollAgainAsync((Guid)source["id"]!);

        Assert.Equal(4, (int)source["articlesSeen"]!);
        Assert.Null(source["lastError"]);
        for (var i = 1; i <= 4; i++)
            Assert.Single(_server.Requests($"/news/{i}"));
        Assert.Empty(_server.Requests("/about-our-newspaper"));
        var article = (await _host.ArticlesAsync()).Single(a =>
            (string?)a!["url"] == _server.Url("/news/4").AbsoluteUri
        )!;
        Assert.Equal("উৎস", (string?)article["source"]!["name"]);
        Assert.Equal("country", (string?)article["categories"]![0]);
    }

    [Fact]
    public async Task At_most_twenty_articles_are_fetched_at_a_time_and_the_rest_the_next_time()
    {
        for (var i = 1; i <= 25; i++)
            _server[$"/news/{i}"] = Html(Article(i));
        _server["/latest"] = Html(List([.. Enumerable.Range(1, 25)]));

        var first = await AddAsync("/latest");
        var second = await _host.PollAgainAsync((Guid)first["id"]!);

        Assert.True((int)first["articlesSeen"]! == 20, first.ToJsonString());
        Assert.Equal(25, (int)second["articlesSeen"]!);
    }

    [Fact]
    public async Task An_articles_own_page_is_followed_through_its_edits()
    {
        _server["/news/7"] = Html(Article(7));
        var source = await AddAsync("/news/7");
        _server["/news/7"] = Html(
            Article(7, "সংশোধিত: আয়োজকেরা বলেন, আগামী বছর মেলা চার দিন ধরে চলবে এবং আরও অনেক দোকান বসবে।")
        );

        source = await _host.PollAgainAsync((Guid)source["id"]!);

        var article = Assert.Single(await _host.ArticlesAsync())!;
        Assert.True((int)article["revision"]! == 2, article.ToJsonString() + source.ToJsonString());
        Assert.Contains("সংশোধিত", (string?)article["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_neither_is_a_failure()
    {
        _server["/login"] = Html(
            "<form><input name=user><a href='/reset'>Forgotten the password?</a></form>"
        );

        var source = await AddAsync("/login");

        Assert.Equal(1, (int)source["failuresInARow"]!);
        Assert.Contains("lists none", (string?)source["lastError"], StringComparison.Ordinal);
    }

    private async Task<JsonNode> AddAsync(string path) =>
        await _host.PolledAsync(
            await _host.AddAsync(
                new
                {
                    kind = "page",
                    url = _server.Url(path),
                    name = "উৎস",
                    defaultCategories = new[] { "country" },
                }
            )
        );

    private static Microsoft.AspNetCore.Http.RequestDelegate Html(string body) =>
        FeedServer.Says(
            Encoding.UTF8.GetBytes($"<!doctype html><html lang=bn><body>{body}</body></html>"),
            "text/html; charset=utf-8"
        );

    private static string List(params int[] numbers) =>
        "<nav><a href='/about-our-newspaper'>আমাদের সম্পর্কে জানুন</a><a href='/a-b'>আমাদের সাথে যোগাযোগ</a>"
        + "<a href='/c-d'>আমাদের বিজ্ঞাপন নীতি</a></nav><main><ul class=news>"
        + string.Concat(
            numbers.Select(i =>
                $"<li><h3><a href='/news/{i}#top'>গ্রামের মেলায় মানুষের ঢল {i}</a></h3></li>"
            )
        )
        + "</ul><p><a href='https://elsewhere.example/x'>অন্য কোথাও একটি লেখা</a></p></main>";

    private static string Article(int number, string? last = null) =>
        $"<article><h1>গ্রামের মেলায় মানুষের ঢল {number}</h1><div class='entry-content'>"
        + "<p>সকাল থেকেই গ্রামের মাঠে মানুষ জড়ো হতে থাকে। দূরের গ্রাম থেকেও অনেকে হেঁটে এসেছেন, সঙ্গে শিশুরা।</p>"
        + "<p>মেলায় মাটির পুতুল, বাঁশের বাঁশি আর গুড়ের মিঠাই বিক্রি হয়েছে সারা দিন; সন্ধ্যায় ছিল পালাগান।</p>"
        + $"<p>{last ?? "আয়োজকেরা বলেন, আগামী বছর মেলা তিন দিন ধরে চলবে এবং আরও দোকান বসবে।"}</p></div></article>";
}
