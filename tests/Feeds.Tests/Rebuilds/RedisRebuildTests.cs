using System.Net;
using Syndication.Contracts;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Rebuilds;

/// <summary>Each test has a Redis of its own, because each does it harm.</summary>
public sealed class RedisRebuildTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _redis.StartAsync(Ct);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Only_one_replica_asks_and_all_serve()
    {
        var books = Books(3);
        await using var one = new FeedsHost(books, _redis.Configuration);
        await using var other = new FeedsHost(books, _redis.Configuration);

        await ServesAsync(one, 3);
        await ServesAsync(other, 3);

        Assert.Single(books.Requests);
    }

    [Fact]
    public async Task A_process_that_starts_later_finds_everything_there()
    {
        var books = Books(2);
        await using (var first = await FeedsHost.ReadyAsync(books, _redis.Configuration))
            await first.PublishAsync(Some.Article);

        await using var second = await FeedsHost.ReadyAsync(books, _redis.Configuration);

        Assert.Equal(3, (await second.IdsAsync("all")).Length);
        Assert.Single(books.Requests);
    }

    [Fact]
    public async Task Emptied_it_rebuilds_and_serves_its_last_good_bytes_until_then()
    {
        var books = Books(4);
        await using var host = await FeedsHost.ReadyAsync(books, _redis.Configuration);
        using var before = await host.GetAsync("/feeds/all.rss");
        books.IsSilent = true;

        await _redis.CommandAsync(Ct, "FLUSHALL");
        await FeedsHost.UntilAsync(
            async () =>
                (await host.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable,
            "it should notice"
        );
        await host.PublishAsync(Some.Article);

        using var during = await host.GetAsync("/feeds/all.rss");
        Assert.Equal(HttpStatusCode.OK, during.StatusCode);
        Assert.Equal(before.Headers.ETag, during.Headers.ETag);
        Assert.NotNull(during.Headers.Age);
        using var never = await host.GetAsync("/feeds/all.atom");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, never.StatusCode);

        foreach (var article in books.Articles)
            await host.TellAsync(new ArticlePublished { Article = article, Replay = true });
        await host.TellAsync(new RebuildFinished(books.Requests.Last(), 4));
        await ServesAsync(host, 5);
        using var after = await host.GetAsync("/feeds/all.rss");
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Null(after.Headers.Age);
    }

    [Fact]
    public async Task A_rebuild_of_what_it_was_gives_the_bytes_it_had()
    {
        var books = Books(4);
        await using var host = await FeedsHost.ReadyAsync(books, _redis.Configuration);
        using var before = await host.GetAsync("/feeds/all.rss");

        await _redis.CommandAsync(Ct, "FLUSHALL");
        await FeedsHost.UntilAsync(() => Task.FromResult(books.Requests.Count == 2), "it should rebuild");
        await ServesAsync(host, 4);

        using var after = await host.GetAsync("/feeds/all.rss");
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
        Assert.Equal(before.Content.Headers.LastModified, after.Content.Headers.LastModified);
    }

    [Fact]
    public async Task Killed_it_is_served_from_memory_and_restarted_it_rebuilds()
    {
        var books = Books(3);
        await using var host = await FeedsHost.ReadyAsync(books, _redis.Configuration);
        using var before = await host.GetAsync("/feeds/all.rss");

        await _redis.KillAsync();
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/all.rss")).Headers.Age is not null,
            "it should tell the age"
        );
        using var during = await host.GetAsync("/feeds/all.rss");
        Assert.Equal(HttpStatusCode.OK, during.StatusCode);
        Assert.Equal(before.Headers.ETag, during.Headers.ETag);
        using var never = await host.GetAsync("/feeds/all.atom");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, never.StatusCode);
        var outage = await Assert.ThrowsAnyAsync<Exception>(() => host.PublishAsync(Some.Article));
        Assert.Contains("Redis is down", $"{outage}", StringComparison.Ordinal);

        await _redis.StartAsync(Ct);
        await ServesAsync(host, 3);
        await FeedsHost.UntilAsync(() => Task.FromResult(books.Requests.Count == 2), "it should rebuild");
        // What came back is not believed before the rebuild has ended.
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/all.rss")).Headers.Age is null,
            "it should serve what is new"
        );
        await host.PublishAsync(Some.Article);
        Assert.Equal(4, (await host.IdsAsync("all")).Length);
    }

    [Fact]
    public async Task Restarted_with_its_data_it_goes_on_serving_while_it_rebuilds()
    {
        var books = Books(3);
        await using var host = await FeedsHost.ReadyAsync(books, _redis.Configuration);
        books.IsSilent = true;

        await _redis.RestartAsync(Ct);
        await FeedsHost.UntilAsync(() => Task.FromResult(books.Requests.Count == 2), "it should ask");

        Assert.Equal(3, (await host.IdsAsync("all")).Length);
        Assert.Equal("1", await _redis.CommandAsync(Ct, "HGET", "synd:epoch", "complete"));
        await host.TellAsync(new RebuildFinished(books.Requests.Last(), 0));
        Assert.Equal("", await _redis.CommandAsync(Ct, "HGET", "synd:epoch", "rebuild"));
    }

    [Fact]
    public async Task Restarted_with_an_old_file_it_brings_nothing_back()
    {
        await using var redis = new RedisServer { AppendOnly = false };
        await redis.StartAsync(Ct);
        var books = Books(2);
        await using var host = await FeedsHost.ReadyAsync(books, redis.Configuration);
        Assert.Equal(2, (await host.IdsAsync("all")).Length);
        var withdrawn = books.Articles.First();
        var retraction = new ArticleRetracted
        {
            ArticleId = withdrawn.Id,
            Revision = withdrawn.Revision + 1,
            RetractedAt = withdrawn.RevisedAt.AddMinutes(1),
            Categories = withdrawn.Categories,
        };
        await redis.CommandAsync(Ct, "SAVE");
        await host.TellAsync(retraction);
        var left = Assert.Single(await host.IdsAsync("all"));
        books.IsSilent = true;

        await redis.KillAsync();
        await redis.StartAsync(Ct);
        await FeedsHost.UntilAsync(() => Task.FromResult(books.Requests.Count == 2), "it should ask");

        Assert.Equal(left, Assert.Single(await host.IdsAsync("all")));
        using var ready = await host.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);

        await host.TellAsync(new RebuildFinished(books.Requests.Last(), 1));
        await host.TellAsync(retraction with { Replay = true });
        var other = books.Articles.Single(a => a.Id != withdrawn.Id);
        await host.TellAsync(new ArticlePublished { Article = other, Replay = true });
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/all.json")).Headers.Age is null,
            "it should be current again"
        );
        Assert.Equal(left, Assert.Single(await host.IdsAsync("all")));
    }

    [Fact]
    public async Task An_article_that_never_comes_does_not_keep_the_feeds_away()
    {
        var books = new NewsroomBooks { IsSilent = true };
        await using var host = new FeedsHost(books, _redis.Configuration);
        await FeedsHost.UntilAsync(() => Task.FromResult(!books.Requests.IsEmpty), "it should ask");
        await host.TellAsync(new RebuildFinished(books.Requests.Single(), 1));
        Assert.Equal("0", await _redis.CommandAsync(Ct, "HGET", "synd:epoch", "complete"));

        // As if ten seconds had passed.
        await _redis.CommandAsync(Ct, "HSET", "synd:epoch", "ended", "0");

        await ServesAsync(host, 0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99999999999999")] // the clock was put back since
    public async Task A_silent_rebuild_is_asked_for_again_by_its_id(string lively)
    {
        var books = new NewsroomBooks { IsSilent = true };
        await using var host = new FeedsHost(books, _redis.Configuration);
        await FeedsHost.UntilAsync(() => Task.FromResult(!books.Requests.IsEmpty), "it should ask");

        // As if a minute had passed.
        await _redis.CommandAsync(Ct, "HSET", "synd:epoch", "lively", lively);

        await FeedsHost.UntilAsync(() => Task.FromResult(books.Requests.Count == 2), "it should ask again");
        Assert.Single(books.Requests.Distinct());
    }

    [Fact]
    public async Task A_start_without_Redis_waits_for_it()
    {
        await _redis.KillAsync();
        await using var host = new FeedsHost(Books(2), _redis.Configuration);
        using var feed = await host.GetAsync("/feeds/all.rss");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, feed.StatusCode);

        await _redis.StartAsync(Ct);

        await ServesAsync(host, 2);
    }

    [Fact]
    public async Task Hanging_it_is_left_for_a_fresh_connection_and_found_again()
    {
        await using var host = await FeedsHost.ReadyAsync(Books(2), _redis.Configuration);
        using var before = await host.GetAsync("/feeds/all.rss");

        await _redis.CommandAsync(Ct, "CLIENT", "PAUSE", "9000", "ALL");
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/all.rss")).Headers.Age is not null,
            "it should tell the age"
        );
        var outage = await Assert.ThrowsAnyAsync<Exception>(() => host.PublishAsync(Some.Article));
        Assert.Contains("Redis is down", $"{outage}", StringComparison.Ordinal);

        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/all.rss")).Headers.Age is null,
            "it should be current again"
        );
        await host.PublishAsync(Some.Article);
        using var after = await host.GetAsync("/feeds/all.rss");
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    private static NewsroomBooks Books(int count)
    {
        var books = new NewsroomBooks();
        for (var i = 0; i < count; i++)
            books.Articles.Add(Some.Article);
        return books;
    }

    private static Task ServesAsync(FeedsHost host, int entries) =>
        FeedsHost.UntilAsync(
            async () =>
                (await host.IdsAsync("all")).Length == entries
                && (await host.GetAsync("/health/ready")).IsSuccessStatusCode,
            $"{entries} entries should be served"
        );
}
