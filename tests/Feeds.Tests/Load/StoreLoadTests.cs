using System.Diagnostics;
using System.Net;
using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Load;

/// <summary>Two replicas on one Redis, with readers who never stop.</summary>
public sealed class StoreLoadTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private const string Path = "/feeds/international";
    private const int Beginning = 20;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);
    private readonly NewsroomBooks _books = new();
    private readonly Article _first = Story(0);
    private FeedsHost[] _replicas = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        _books.Articles.Add(_first);
        for (var i = 1; i < Beginning; i++)
            _books.Articles.Add(Story(i));
        var one = await FeedsHost.ReadyAsync(_books, redis.Server.Configuration);
        _replicas = [one, await FeedsHost.ReadyAsync(_books, redis.Server.Configuration)];
        await UntilAllShowAsync(Beginning);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
    }

    [Fact]
    public async Task While_articles_change_no_answer_is_torn_late_or_refused_and_the_replicas_agree()
    {
        await using var watchers = new Watchers(_replicas, Path, Beginning);
        var watch = Stopwatch.StartNew();
        var told = 0;
        while (watch.Elapsed < Span)
        {
            var article = Story(Beginning + told);
            await PublishAsync(article, _replicas[told % 2]);
            watchers.Expect(article.Id);
            told++;
            // An article that stays, revised.
            await _replicas[told % 2].PublishAsync(_first with { Revision = told + 1 });
            // Twenty a second, so that none is out of the feed again within the second it has.
            await watchers.ReadOnAsync(2);
            await PaceAsync(watch, told);
        }

        await watchers.ReadOnAsync(2);

        Assert.Empty(watchers.Complaints);
        await AgreeAsync();
    }

    [Fact]
    public async Task A_store_that_was_emptied_costs_no_reader_anything_and_is_filled_again()
    {
        await using var watchers = new Watchers(_replicas, Path, Beginning);
        await watchers.ReadOnAsync(20);

        await redis.Server.CommandAsync(Ct, "FLUSHALL");

        await FeedsHost.UntilAsync(
            async () => await redis.Server.CommandAsync(Ct, "ZCARD", "synd:feed:all") == $"{Beginning}",
            "the store should be filled again"
        );
        await PublishAsync(Story(Beginning), _replicas[0]);
        await UntilAllShowAsync(Beginning + 1);
        await watchers.ReadOnAsync(20);
        Assert.Empty(watchers.Complaints);
        await AgreeAsync();
    }

    [Fact]
    public async Task A_store_that_is_away_under_load_costs_no_reader_anything()
    {
        await using var watchers = new Watchers(_replicas, Path, Beginning);
        await watchers.ReadOnAsync(20);

        await redis.Server.StopAsync();
        foreach (var replica in _replicas)
            await FeedsHost.UntilAsync(
                async () =>
                    (await TextAsync(replica, "/health/ready")).Contains(
                        "last known",
                        StringComparison.Ordinal
                    ),
                "the replica should know that the store is away"
            );
        await watchers.ReadOnAsync(100);
        foreach (var replica in _replicas)
        {
            using var answer = await replica.GetAsync($"{Path}.rss");
            Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.Age.HasValue));
        }

        await redis.Server.StartAsync(Ct);
        await FeedsHost.UntilAsync(
            async () =>
            {
                await PublishAsync(Story(Beginning), _replicas[1]);
                return true;
            },
            "the store should take articles again"
        );
        await UntilAllShowAsync(Beginning + 1);
        Assert.Empty(watchers.Complaints);
        await AgreeAsync();
    }

    private static Article Story(int number) =>
        Some.Article with
        {
            Title = $"চরের খবর {number}",
            PublishedAt = Some.Instant.AddMinutes(number),
        };

    private async Task PublishAsync(Article article, FeedsHost replica)
    {
        await replica.PublishAsync(article);
        _books.Articles.Add(article);
    }

    private static Task PaceAsync(Stopwatch watch, int told) =>
        FeedsHost.UntilAsync(
            () => Task.FromResult(watch.Elapsed > TimeSpan.FromMilliseconds(50 * told)),
            "time passes"
        );

    private async Task UntilAllShowAsync(int entries)
    {
        foreach (var replica in _replicas)
            await FeedsHost.UntilAsync(
                async () => (await replica.IdsAsync("international")).Length == entries,
                $"there should be {entries} entries"
            );
    }

    private async Task AgreeAsync()
    {
        var known = await _replicas[0].IdsAsync("international");
        await FeedsHost.UntilAsync(
            async () => (await _replicas[1].IdsAsync("international")).AsEnumerable().SequenceEqual(known),
            "both replicas should know the same"
        );
        foreach (var format in Watchers.Formats)
        foreach (var coding in Watchers.Codings)
        {
            var (here, there) = (await SendAsync(0, format, coding), await SendAsync(1, format, coding));
            Assert.Equal(here.Tag, there.Tag);
            Assert.Equal(here.Bytes, there.Bytes);
        }
    }

    private async Task<(string Tag, byte[] Bytes)> SendAsync(int replica, string format, string coding)
    {
        using var answer = await _replicas[replica]
            .SendAsync(HttpMethod.Get, $"{Path}.{format}", ("Accept-Encoding", coding));
        return (answer.Headers.ETag!.Tag, await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    private static async Task<string> TextAsync(FeedsHost host, string path)
    {
        using var answer = await host.GetAsync(path);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
