using System.Text.Json.Nodes;
using Syndication.Ingest.Tests.WordPress;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>A WordPress site as a source: its posts, its edits, and what it takes back. People are invented.</summary>
public sealed class WordPressPollingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero);

    private readonly IngestHost _host = Host();
    private readonly WordPressSite _site = new();

    public ValueTask InitializeAsync()
    {
        _site.Categories.Add(
            JsonNode.Parse("""{"id":5,"name":"খেলাধুলা","taxonomy":"category","slug":"sports"}""")!.AsObject()
        );
        _site.Users.Add(JsonNode.Parse("""{"id":3,"name":"মিতালী সরকার"}""")!.AsObject());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Posts_are_published_an_edit_is_a_revision_and_a_post_in_the_bin_is_retracted()
    {
        _site.Add(1, "প্রথম খেলা", Morning);
        _site.Add(2, "দ্বিতীয় খেলা", Morning.AddMinutes(1));
        var id = await _host.AddAsync(
            new
            {
                kind = "wordpress",
                url = _site.Home,
                name = "মাঠের খবর",
            }
        );
        var source = await _host.PolledAsync(id);
        Assert.Null((string?)source["lastError"]);
        Assert.Equal(2, (int)source["articlesSeen"]!);
        Assert.All(await _host.ArticlesAsync(), a => Assert.Equal("sports", (string?)a!["categories"]![0]));

        _site.Add(1, "প্রথম খেলার ফল", Morning.AddMinutes(5));
        _site.Add(2, "দ্বিতীয় খেলা", Morning.AddMinutes(6), status: "trash");
        await _host.PollAgainAsync(id);

        var articles = await _host.ArticlesAsync();
        Assert.Equal(2, articles.Count);
        var edited = articles.Single(a => (string?)a!["title"] == "প্রথম খেলার ফল")!;
        Assert.Equal(2, (int)edited["revision"]!);
        Assert.Equal("published", (string?)edited["state"]);
        var gone = articles.Single(a => (string?)a!["title"] == "দ্বিতীয় খেলা")!;
        Assert.Equal("retracted", (string?)gone["state"]);
        Assert.NotNull((string?)gone["reason"]);
    }

    [Fact]
    public async Task What_somebody_else_has_brought_too_is_not_retracted_for_the_site()
    {
        _site.Add(1, "প্রথম খেলা", Morning);
        var (status, _) = await _host.PostAsync(
            new
            {
                guid = "cms:1",
                url = $"{_site.Home}khobor/1/",
                title = "প্রথম খেলা",
                categories = new[] { "sports" },
            }
        );
        Assert.Equal(201, status);
        var id = await _host.AddAsync(
            new
            {
                kind = "wordpress",
                url = _site.Home,
                name = "মাঠের খবর",
            }
        );
        await _host.PolledAsync(id);
        Assert.Single(await _host.ArticlesAsync());

        _site.Add(1, "প্রথম খেলা", Morning.AddMinutes(6), status: "trash");
        await _host.PollAgainAsync(id);

        Assert.Equal("published", (string?)Assert.Single(await _host.ArticlesAsync())!["state"]);
    }

    [Fact]
    public async Task More_edits_than_one_poll_takes_are_gone_on_with_a_minute_later()
    {
        _site.Add(1, "প্রথম খেলা", Morning);
        var id = await _host.AddAsync(new { kind = "wordpress", url = _site.Home });
        await _host.PolledAsync(id);
        for (var i = 2; i <= 1102; i++)
            _site.Add(i, "আরও খেলা", Morning.AddSeconds(10 * i));

        var source = await _host.PollAgainAsync(id);
        var wait = (DateTimeOffset)source["nextPollAt"]! - (DateTimeOffset)source["lastPolledAt"]!;
        source = await _host.PollAgainAsync(id);

        Assert.Equal(TimeSpan.FromMinutes(1), wait);
        Assert.Equal(1102, (int)source["articlesSeen"]!);
    }

    [Fact]
    public async Task A_site_without_WordPress_says_so()
    {
        _site.Instead = _ => ("HTTP/1.1 404 Not Found\nContent-Type: text/html", "<html></html>");
        var id = await _host.AddAsync(
            new
            {
                kind = "wordpress",
                url = _site.Home,
                name = "মাঠের খবর",
            }
        );

        var source = await _host.PolledAsync(id);

        Assert.NotNull((string?)source["lastError"]);
        Assert.Equal(1, (int)source["failuresInARow"]!);
    }

    [Fact]
    public async Task A_post_from_a_clock_that_ran_ahead_hides_no_edit_that_comes_after()
    {
        _site.Add(1, "প্রথম খেলা", Morning);
        _site.Add(2, "আগামীর খেলা", TimeProvider.System.GetUtcNow().AddYears(3));
        var id = await _host.AddAsync(new { kind = "wordpress", url = _site.Home });
        await _host.PolledAsync(id);

        _site.Add(1, "প্রথম খেলার ফল", Morning.AddMinutes(5));
        await _host.PollAgainAsync(id);

        Assert.Contains(await _host.ArticlesAsync(), a => (string?)a!["title"] == "প্রথম খেলার ফল");
    }

    [Fact]
    public async Task A_category_that_the_site_does_not_name_is_one_that_nobody_knows()
    {
        _site.Add(1, "প্রথম খেলা", Morning)["categories"] = new JsonArray(99);
        var id = await _host.AddAsync(new { kind = "wordpress", url = _site.Home });
        await _host.PolledAsync(id);

        var article = Assert.Single(await _host.ArticlesAsync())!;
        Assert.Equal("quarantined", (string?)article["state"]);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_told_costs_no_article()
    {
        var post = _site.Add(1, "প্রথম খেলা", Morning);
        post["_embedded"] = new JsonObject
        {
            ["wp:featuredmedia"] = new JsonArray(
                new JsonObject
                {
                    ["source_url"] = "https://khela.example/1.jpg",
                    ["alt_text"] = new string('ক', 20_000),
                    ["mime_type"] = "কিছু",
                }
            ),
        };
        var id = await _host.AddAsync(new { kind = "wordpress", url = _site.Home });
        var source = await _host.PolledAsync(id);

        Assert.Null((string?)source["lastError"]);
        Assert.NotNull(Assert.Single(await _host.ArticlesAsync())!["image"]);
    }
}
