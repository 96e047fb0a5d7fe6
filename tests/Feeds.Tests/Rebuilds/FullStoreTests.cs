using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Feeds.Readers;
using Syndication.Hosting.Bus;
using Syndication.Testing;
using Syndication.Testing.Order;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Rebuilds;

/// <summary>A Redis that is nearly full, full, or forgets.</summary>
[StartsFirst]
public sealed class FullStoreTests : IAsyncLifetime
{
    private static readonly string Words = string.Concat(
        Enumerable.Range(0, 4_000).Select(i => char.ConvertFromUtf32(0x985 + i * 7919 % 0x30))
    );

    private readonly RedisServer _redis = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _redis.StartAsync(Ct);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Nearly_full_it_degrades_health_and_stays_ready()
    {
        await using var host = await FeedsHost.ReadyAsync(Books(1), _redis.Configuration);
        Assert.DoesNotContain("degraded", await ReadyAsync(host), StringComparison.Ordinal);

        await LimitAsync(1.3);

        await FeedsHost.UntilAsync(
            async () => (await ReadyAsync(host)).Contains("raise maxmemory", StringComparison.Ordinal),
            "it should say that it is nearly full"
        );
        Assert.Contains("degraded", await ReadyAsync(host), StringComparison.Ordinal);

        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "1gb");
        await FeedsHost.UntilAsync(
            async () => !(await ReadyAsync(host)).Contains("degraded", StringComparison.Ordinal),
            "it should be well again"
        );
    }

    [Fact]
    public async Task A_policy_that_evicts_degrades_health()
    {
        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "1gb");
        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        await using var host = await FeedsHost.ReadyAsync(Books(1), _redis.Configuration);

        var text = await ReadyAsync(host);

        Assert.Contains("allkeys-lru", text, StringComparison.Ordinal);
        Assert.DoesNotContain("raise maxmemory", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Full_it_refuses_articles_whole_still_takes_them_out_and_later_takes_all_once()
    {
        var books = Books(3);
        await using var host = await FeedsHost.ReadyAsync(books, _redis.Configuration);
        await LimitAsync(0.9);
        var waiting = Enumerable
            .Range(0, 20)
            .Select(i => Some.Article with { Title = $"অপেক্ষা {i}" })
            .ToArray();

        foreach (var article in waiting)
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => host.PublishAsync(article));
            Assert.Contains(nameof(OutageException), $"{refused}", StringComparison.Ordinal);
        }
        var withdrawn = books.Articles.First();
        await host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = withdrawn.Id,
                Revision = 9,
                RetractedAt = withdrawn.RevisedAt,
                Categories = withdrawn.Categories,
            }
        );

        Assert.Equal(2, (await host.IdsAsync("all")).Length);
        Assert.Equal(2, (await host.IdsAsync("international")).Length);
        await FeedsHost.UntilAsync(
            () => Task.FromResult(books.Changes.Any(c => c.Selector == "all")),
            "the retraction's change should be told"
        );
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/health/ready")).StatusCode);

        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "0");
        foreach (var article in waiting.Concat(waiting))
            await host.PublishAsync(article);
        var ids = await host.IdsAsync("all");
        Assert.Equal((22, 22), (ids.Length, ids.Distinct().Count()));
    }

    [Fact]
    public async Task Nearly_full_it_takes_no_counts_of_readers()
    {
        await using var host = await FeedsHost.ReadyAsync(Books(1), _redis.Configuration);
        var share = host.Services.GetRequiredService<ReaderShare>();
        var counts = new Dictionary<string, ReaderDay>(StringComparer.Ordinal) { ["all"] = new() };
        await LimitAsync(1.2);

        Assert.False(await share.PutAsync("one", new(2025, 8, 13), counts, Ct));
        Assert.Equal("", await _redis.CommandAsync(Ct, "KEYS", "synd:readers:*"));

        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", "1gb");
        Assert.True(await share.PutAsync("one", new(2025, 8, 13), counts, Ct));
    }

    private static NewsroomBooks Books(int count)
    {
        var books = new NewsroomBooks();
        for (var i = 0; i < count; i++)
            books.Articles.Add(Some.Article with { Content = $"<p>{Words}</p>" });
        return books;
    }

    // 200, or it throws.
    private static Task<string> ReadyAsync(FeedsHost host) => host.Client.GetStringAsync("/health/ready", Ct);

    private async Task LimitAsync(double times) =>
        await _redis.CommandAsync(Ct, "CONFIG", "SET", "maxmemory", $"{(long)(await UsedAsync() * times)}");

    private async Task<long> UsedAsync()
    {
        var info = await _redis.CommandAsync(Ct, "INFO", "memory");
        var line = info.Split('\n').First(l => l.StartsWith("used_memory:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], null);
    }
}
