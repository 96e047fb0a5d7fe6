using System.Text.Json.Nodes;
using Syndication.Contracts;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>What feeds bring, and what asking them again costs.</summary>
public sealed class PollingTests : IAsyncLifetime
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
    public async Task What_a_feed_brings_is_published()
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1), Item(2)));

        var source = await AddAsync("/feed");

        Assert.Equal(200, (int)source["lastStatus"]!);
        Assert.Equal(2, (int)source["articlesSeen"]!);
        Assert.Null(source["lastError"]);
        await _host.ToldAsync<ArticlePublished>(2);
        var articles = await _host.ArticlesAsync();
        var second = articles.Single(a => (string?)a!["title"] == "নদীর পানি বাড়ছে 2")!;
        Assert.Equal("national", (string?)second["categories"]![0]);
        Assert.Equal("2025-08-13T02:00:00Z", (string?)second["publishedAt"]);
        Assert.Equal("https://shokal.example/news/2", (string?)second["url"]);
        Assert.Equal("উৎস", (string?)second["source"]!["name"]);
        Assert.Equal("published", (string?)second["state"]);
    }

    [Fact]
    public async Task An_edit_is_a_revision_and_the_rest_is_not_touched()
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1), Item(2)));
        var id = (Guid)(await AddAsync("/feed"))["id"]!;
        _server["/feed"] = FeedServer.Says(Rss(Item(1, "নদীর পানি কমছে"), Item(2), Item(3)));

        var source = await _host.PollAgainAsync(id);

        Assert.Equal(3, (int)source["articlesSeen"]!);
        var articles = await _host.ArticlesAsync();
        Assert.Equal(3, articles.Count);
        Assert.Equal([1, 1, 2], articles.Select(a => (int)a!["revision"]!).Order());
    }

    [Fact]
    public async Task The_same_number_in_two_feeds_is_two_articles()
    {
        const string One = "<item><guid isPermaLink='false'>1</guid><title>প্রথম</title></item>";
        const string Other = "<item><guid isPermaLink='false'>1</guid><title>দ্বিতীয়</title></item>";
        _server["/a"] = FeedServer.Says(Rss(One));
        _server["/b"] = FeedServer.Says(Rss(Other));

        await AddAsync("/a");
        await AddAsync("/b");

        Assert.Equal(2, (await _host.ArticlesAsync()).Count);
    }

    [Fact]
    public async Task Categories_go_through_the_sources_map_and_defaults()
    {
        const string Bare = "<item><guid>https://shokal.example/9</guid><title>শিরোনামহীন দিন</title></item>";
        _server["/feed"] = FeedServer.Says(
            Rss(Item(1, category: "মাঠে ময়দানে"), Item(2, category: "অজানা"), Bare)
        );
        await _host.PolledAsync(
            await _host.AddAsync(
                new
                {
                    kind = "feed",
                    url = _server.Url("/feed"),
                    categoryMap = new Dictionary<string, string> { ["মাঠে  ময়দানে"] = "sports" },
                    defaultCategories = new[] { "country" },
                }
            )
        );

        var articles = await _host.ArticlesAsync();
        Assert.Equal("sports", Category(articles, "নদীর পানি বাড়ছে 1"));
        Assert.Equal("country", Category(articles, "শিরোনামহীন দিন"));
        Assert.Equal(
            "quarantined",
            (string?)articles.Single(a => (string?)a!["title"] == "নদীর পানি বাড়ছে 2")!["state"]
        );
    }

    [Fact]
    public async Task What_is_refused_is_counted_and_the_reason_kept()
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1), Item(2, category: "best")));

        var source = await AddAsync("/feed");

        Assert.Equal(1, (int)source["articlesSeen"]!);
        Assert.StartsWith(
            "1 of 2 entries were refused",
            (string?)source["lastError"],
            StringComparison.Ordinal
        );
        Assert.Equal(0, (int)source["failuresInARow"]!);
    }

    [Fact]
    public async Task Both_validators_are_sent_back_and_each_is_refreshed_alone()
    {
        const string Monday = "Mon, 11 Aug 2025 06:00:00 GMT";
        const string Tuesday = "Tue, 12 Aug 2025 06:00:00 GMT";
        _server["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: [("ETag", "\"a\""), ("Last-Modified", Monday)]
        );
        var id = (Guid)(await AddAsync("/feed"))["id"]!;
        _server["/feed"] = FeedServer.Status(304, ("ETag", "\"b\""));
        await _host.PollAgainAsync(id);
        _server["/feed"] = FeedServer.Status(304, ("Last-Modified", Tuesday));
        await _host.PollAgainAsync(id);
        var source = await _host.PollAgainAsync(id);

        Assert.Equal(304, (int)source["lastStatus"]!);
        var asked = _server.Requests("/feed").Select(h => $"{h.IfNoneMatch}|{h.IfModifiedSince}").ToList();
        Assert.Equal(["|", $"\"a\"|{Monday}", $"\"b\"|{Monday}", $"\"b\"|{Tuesday}"], asked);
        Assert.Equal(1, (int)source["articlesSeen"]!);
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_is_a_failure()
    {
        _server["/feed"] = FeedServer.Status(304);

        var source = await AddAsync("/feed");

        Assert.Equal(1, (int)source["failuresInARow"]!);
        Assert.Contains("304", (string?)source["lastError"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stays_the_same_is_not_read_again_whatever_its_tag_says()
    {
        var polls = 0;
        var body = Rss(Item(1, category: "best"));
        _server["/feed"] = context =>
            FeedServer.Says(body, headers: ("ETag", $"\"{Interlocked.Increment(ref polls)}\""))(context);
        var first = await AddAsync("/feed");

        var second = await _host.PollAgainAsync((Guid)first["id"]!);
        await _host.PollAgainAsync((Guid)first["id"]!);

        Assert.Equal(200, (int)second["lastStatus"]!);
        // What was refused still is, and is still told.
        Assert.Equal((string?)first["lastError"], (string?)second["lastError"]);
        Assert.Equal(["", "\"1\"", "\"2\""], _server.Requests("/feed").Select(h => h.IfNoneMatch.ToString()));
    }

    [Fact]
    public async Task An_empty_feed_is_well_and_a_charset_that_lies_is_seen_through()
    {
        _server["/empty"] = FeedServer.Says(Rss());
        _server["/liar"] = FeedServer.Says([.. "\uFEFF"u8, .. Rss(Item(1))], "text/xml; charset=iso-8859-1");

        var empty = await AddAsync("/empty");
        var liar = await AddAsync("/liar");

        Assert.Null(empty["lastError"]);
        Assert.Equal(0, (int)empty["articlesSeen"]!);
        Assert.Equal(1, (int)liar["articlesSeen"]!);
        Assert.Equal("নদীর পানি বাড়ছে 1", (string?)(await _host.ArticlesAsync())[0]!["title"]);
    }

    [Fact]
    public async Task A_source_that_is_switched_off_is_asked_only_on_demand()
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1)));
        var id = await _host.AddAsync(
            new
            {
                kind = "feed",
                url = _server.Url("/feed"),
                enabled = false,
            }
        );

        Assert.Null((await _host.SourceAsync(id))["nextPollAt"]);
        var source = await _host.PollAgainAsync(id);

        Assert.Equal(1, (int)source["articlesSeen"]!);
        Assert.Null(source["nextPollAt"]);
    }

    [Fact]
    public async Task Two_entries_of_one_guid_in_http_and_https_do_not_take_turns()
    {
        const string Newer = "<item><guid>https://shokal.example/?p=1</guid><title>নতুন</title></item>";
        const string Older = "<item><guid>http://shokal.example/?p=1</guid><title>পুরোনো</title></item>";
        _server["/feed"] = FeedServer.Says(Rss(Newer, Older));

        await AddAsync("/feed");

        var article = Assert.Single(await _host.ArticlesAsync())!;
        Assert.Equal(("নতুন", 1), ((string?)article["title"], (int)article["revision"]!));
    }

    [Fact]
    public async Task Another_sites_feed_rewrites_nothing_that_the_newsroom_has_brought()
    {
        await _host.PostAsync(
            new
            {
                guid = "cms:1",
                url = "https://shokal.example/news/1",
                title = "সেতু খুলল",
            }
        );
        _server["/feed"] = FeedServer.Says(Rss(Item(1, "গুজব")));
        var id = (Guid)(await AddAsync("/feed"))["id"]!;
        _server["/feed"] = FeedServer.Says(Rss(Item(1, "আরও গুজব")));

        await _host.PollAgainAsync(id);

        var article = Assert.Single(await _host.ArticlesAsync())!;
        Assert.Equal(("সেতু খুলল", 1), ((string?)article["title"], (int)article["revision"]!));
    }

    [Fact]
    public async Task A_new_category_map_has_the_feed_read_again()
    {
        _server["/feed"] = FeedServer.Says(Rss(Item(1, category: "বিবিধ")), headers: ("ETag", "\"a\""));
        var id = (Guid)(await AddAsync("/feed"))["id"]!;

        await _host.PatchAsync(id, """{"categoryMap":{"বিবিধ":"jokes"}}""");
        await _host.PollAgainAsync(id);

        Assert.Equal("jokes", Category(await _host.ArticlesAsync(), "নদীর পানি বাড়ছে 1"));
    }

    private static string? Category(JsonArray articles, string title) =>
        (string?)articles.Single(a => (string?)a!["title"] == title)!["categories"]![0];

    private async Task<JsonNode> AddAsync(string path) =>
        await _host.PolledAsync(await _host.AddFeedAsync(_server.Url(path)));
}
