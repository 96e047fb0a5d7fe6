using System.Text.Json.Nodes;
using Syndication.Hosting.Outbound;
using Syndication.Ingest.Articles;
using Syndication.Ingest.WordPress;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.WordPress;

public sealed class WordPressReaderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_an_article_with_everything_that_it_embeds()
    {
        await using var site = new WordPressSite();
        var post = site.Add(7, "নদী &amp; <em>সেতু</em>&#8217;", Some.Instant);
        post["featured_media"] = 9;
        post["_embedded"] = JsonNode.Parse(
            """
            {"author":[{"id":3,"name":"রিমা দত্ত","link":"/author/rima/"}],
             "wp:featuredmedia":[{"id":9,"source_url":"/a.jpg","alt_text":"সেতু","mime_type":"image/jpeg",
                                  "media_details":{"width":"1200","height":630}}],
             "wp:term":[[{"id":5,"taxonomy":"category","name":"কৃষি ও&#160;প্রকৃতি"}],
                        [{"id":6,"taxonomy":"post_tag","name":"পদ্মা &amp; মেঘনা"}]]}
            """
        );
        await using var host = new IngestHost(privateAddresses: true);

        var read = await ReadAsync(host, site.Home, WordPressMark.Start);

        var article = Assert.Single(read.Posts).Input;
        Assert.Equal($"{site.Home}?p=7", article.Guid);
        Assert.Equal(Some.Instant, article.PublishedAt);
        Assert.Equal("কৃষি ও&#160;প্রকৃতি", Assert.Single(article.Categories!));
        Assert.Equal("পদ্মা &amp; মেঘনা", Assert.Single(article.Tags!));
        Assert.Equal(
            new PersonInput("রিমা দত্ত", null, $"{site.Home}author/rima/"),
            Assert.Single(article.Authors!)
        );
        Assert.Equal(new ImageInput($"{site.Home}a.jpg", "সেতু", 1200, 630, "image/jpeg"), article.Image);
        var taken = await host.The<ArticleIntake>().TakeAsync(article, new(Guid.CreateVersion7()), Ct);
        Assert.Equal("নদী & সেতু’", taken.About!.Title);
        Assert.Equal(["agriculture"], taken.About.Categories);
        Assert.Equal(["পদ্মা & মেঘনা"], taken.About.Tags);
    }

    [Fact]
    public async Task What_is_not_embedded_is_asked_for_once()
    {
        await using var site = new WordPressSite();
        site.Add(1, "এক", Some.Instant);
        site.Add(2, "দুই", Some.Instant.AddSeconds(1));
        site.Categories.Add(JsonNode.Parse("""{"id":5,"name":"খেলাধুলা"}""")!.AsObject());
        site.Users.Add(JsonNode.Parse("""{"id":3,"name":"মিতালী সরকার"}""")!.AsObject());
        await using var host = new IngestHost(privateAddresses: true);

        var read = await ReadAsync(host, site.Home, WordPressMark.Start);

        Assert.All(read.Posts, p => Assert.Equal(["খেলাধুলা"], p.Input.Categories));
        Assert.All(read.Posts, p => Assert.Equal("মিতালী সরকার", p.Input.Authors![0]!.Name));
        Assert.Single(site.Requests, r => r.Contains("/categories?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_edit_since_the_mark_is_read_once_over_many_pages(bool heedsModifiedAfter)
    {
        await using var site = new WordPressSite { HeedsModifiedAfter = heedsModifiedAfter };
        for (var i = 1; i <= 460; i++)
            site.Add(i, $"খবর {i}", Some.Instant.AddSeconds(i / 3));
        await using var host = new IngestHost(privateAddresses: true);

        var read = await ReadAsync(host, site.Home, new(null, Some.Instant.AddSeconds(50)));

        Assert.Equal(Enumerable.Range(150, 311), read.Posts.Select(p => (int)p.Id).Order());
        Assert.Equal(Some.Instant.AddSeconds(153), read.Mark.ModifiedUntil);
        Assert.False(read.HasMore);
    }

    [Fact]
    public async Task The_first_reading_takes_the_newest_and_the_second_what_was_edited_since()
    {
        await using var site = new WordPressSite { PlainLinks = true };
        for (var i = 1; i <= 130; i++)
            site.Add(i, $"খবর {i}", Some.Instant.AddMinutes(i));
        await using var host = new IngestHost(privateAddresses: true);

        var first = await ReadAsync(host, site.Home, WordPressMark.Start);
        site.Add(2, "সংশোধিত", Some.Instant.AddDays(1));
        var second = await ReadAsync(host, site.Home, first.Mark);

        Assert.Equal(100, first.Posts.Count);
        Assert.Equal($"{site.Home}?rest_route=/", first.Mark.Root!.AbsoluteUri);
        Assert.Equal([130L, 2L], second.Posts.Select(p => p.Id));
        Assert.Equal(Some.Instant.AddDays(1), second.Mark.ModifiedUntil);
    }

    [Fact]
    public async Task A_post_behind_a_password_is_withdrawn_and_not_taken()
    {
        await using var site = new WordPressSite();
        site.Add(1, "খোলা", Some.Instant);
        site.Add(2, "গোপন", Some.Instant)["content"] = JsonNode.Parse("""{"rendered":"","protected":true}""");
        await using var host = new IngestHost(privateAddresses: true);

        var read = await ReadAsync(host, site.Home, WordPressMark.Start);

        Assert.Equal(1, Assert.Single(read.Posts).Id);
        Assert.Equal((2L, $"{site.Home}?p=2"), (read.Withdrawn[0].Id, read.Withdrawn[0].Guid));
    }

    [Fact]
    public async Task Posts_deleted_or_taken_back_are_noticed_and_only_those()
    {
        await using var site = new WordPressSite();
        site.Add(1, "আছে", Some.Instant);
        site.Add(2, "খসড়া", Some.Instant, status: "draft");
        await using var host = new IngestHost(privateAddresses: true);

        var found = await Reader(host).CheckAsync(site.Root, [1, 2, 3], Ct);

        var gone = Assert.IsType<WordPressReading.Checked>(found).Gone;
        Assert.Equal([2L, 3L], gone.Select(g => g.Id));
    }

    [Fact]
    public async Task A_wall_before_the_site_or_an_empty_site_withdraws_nothing()
    {
        await using var site = new WordPressSite();
        site.Add(1, "আছে", Some.Instant);
        site.Instead = t =>
            t.Contains("posts/", StringComparison.Ordinal)
                ? ("HTTP/1.1 403 Forbidden", "<html>Prove</html>")
                : null;
        await using var host = new IngestHost(privateAddresses: true);

        var walled = await Reader(host).CheckAsync(site.Root, [1, 2, 3], Ct);
        site.Instead = _ => null;
        site.Posts.Clear();
        var empty = await Reader(host).CheckAsync(site.Root, [1, 2, 3, 4], Ct);

        Assert.Empty(Assert.IsType<WordPressReading.Checked>(walled).Gone);
        Assert.IsType<WordPressReading.Failed>(empty);
    }

    [Fact]
    public async Task A_site_that_is_busy_or_no_wordpress_says_so()
    {
        await using var site = new WordPressSite();
        await using var host = new IngestHost(privateAddresses: true);
        site.Instead = t =>
            t.Contains("/posts", StringComparison.Ordinal)
                ? ("HTTP/1.1 429 Too Many Requests\nRetry-After: 90", "{}")
                : null;
        var busy = await Reader(host).ReadAsync(site.Home, WordPressMark.Start, Ct);
        site.Instead = _ => ("HTTP/1.1 200 OK\nContent-Type: text/html", "<p>নমস্কার</p>");
        var other = await Reader(host).ReadAsync(site.Home, WordPressMark.Start, Ct);

        var wait = Assert.IsType<WordPressReading.Failed>(busy);
        Assert.Equal((429, TimeSpan.FromSeconds(90)), ((int)wait.Status!, wait.RetryAfter));
        Assert.Contains(
            "no WordPress",
            Assert.IsType<WordPressReading.Failed>(other).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Warnings_before_the_list_and_nonsense_in_it_do_no_harm()
    {
        await using var site = new WordPressSite
        {
            Preamble = "<b>Notice</b>: Undefined index [x] in a.php\n",
        };
        site.Add(1, "খবর", Some.Instant);
        site.Posts[0]["author"] = "রিমা";
        site.Posts[0]["excerpt"] = JsonValue.Create(false);
        site.Posts[0]["_embedded"] = JsonNode.Parse(
            """{"author":[{"code":"rest_user_invalid_id"}],"wp:term":[null,[{"taxonomy":7}]],"wp:featuredmedia":{}}"""
        );
        await using var host = new IngestHost(privateAddresses: true);

        var read = await ReadAsync(host, site.Home, WordPressMark.Start);

        Assert.Equal(("খবর", null), (read.Posts[0].Input.Title, read.Posts[0].Input.Summary));
    }

    [Theory]
    [InlineData("https://khobor.example/?p=77", 77L)]
    [InlineData("https://khobor.example/77", null)]
    [InlineData(null, null)]
    public void A_guid_mostly_tells_the_posts_number(string? key, long? id) =>
        Assert.Equal(id, WordPressReader.IdIn(key));

    private static WordPressReader Reader(IngestHost host) =>
        new(host.The<OutboundHttp>(), TimeProvider.System);

    private static async Task<WordPressReading.Read> ReadAsync(
        IngestHost host,
        Uri url,
        WordPressMark mark
    ) => Assert.IsType<WordPressReading.Read>(await Reader(host).ReadAsync(url, mark, Ct));
}
