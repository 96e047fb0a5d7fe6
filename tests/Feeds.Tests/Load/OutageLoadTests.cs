using System.Diagnostics;
using System.Net;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Testing;
using Syndication.Testing.Order;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Load;

/// <summary>Two replicas whose Redis goes away under load; articles come meanwhile, and wait as the bus lets them.</summary>
[StartsFirst]
public sealed class OutageLoadTests : IAsyncLifetime
{
    private const string Path = "/feeds/international";
    private const int Beginning = 20;
    private const int Told = 15;
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(15);

    // The watcher's second, a connection, and what the bus waits before it tells again.
    private static readonly TimeSpan Healing = TimeSpan.FromSeconds(5);

    private readonly RedisServer _redis = new();
    private readonly NewsroomBooks _books = new();
    private FeedsHost[] _replicas = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _redis.StartAsync(Ct);
        for (var i = 0; i < Beginning; i++)
            _books.Articles.Add(Story(i));
        var one = await FeedsHost.ReadyAsync(_books, _redis.Configuration);
        _replicas = [one, await FeedsHost.ReadyAsync(_books, _redis.Configuration)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_Redis_is_away_no_reader_meets_a_fault_and_what_came_meanwhile_shows_after(
        bool isFrozen
    )
    {
        await using var watchers = new Watchers(_replicas, Path, Beginning);
        await watchers.ReadOnAsync(20);
        var watch = Stopwatch.StartNew();
        await (isFrozen ? _redis.FreezeAsync() : _redis.KillAsync());

        var telling = Task.WhenAll(Enumerable.Range(0, Told).Select(TellAsync));
        for (var i = 0; watch.Elapsed < Away; i++)
        {
            await watchers.ReadOnAsync(1);
            if (i % 50 == 0)
                await AskForWhatNobodyKnowsAsync(i);
        }
        watch.Restart();
        await (isFrozen ? _redis.ThawAsync() : _redis.StartAsync(Ct));

        foreach (var replica in _replicas)
            await FeedsHost.UntilAsync(
                async () => (await replica.IdsAsync("international")).Length == Beginning + Told,
                "what came meanwhile should show"
            );
        TestContext.Current.TestOutputHelper?.WriteLine($"Healed after {watch.Elapsed}");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Healing);
        await telling;
        await watchers.ReadOnAsync(20);
        Assert.Empty(watchers.Complaints);
    }

    private static Article Story(int number) =>
        Some.Article with
        {
            Title = $"ঘাটের খবর {number}",
            PublishedAt = Some.Instant.AddMinutes(number),
        };

    // As the bus does: what is refused for an outage is told again after a second.
    private async Task TellAsync(int number)
    {
        var article = Story(Beginning + number);
        _books.Articles.Add(article);
        while (true)
            try
            {
                await _replicas[number % 2].PublishAsync(article);
                return;
            }
            catch (Exception e) when ($"{e}".Contains(nameof(OutageException), StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct);
            }
    }

    private async Task AskForWhatNobodyKnowsAsync(int number)
    {
        using var answer = await _replicas[0].GetAsync($"{Path}.rss?limit={1 + number % 200}");
        Assert.Contains(
            answer.StatusCode,
            (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK]
        );
    }
}
