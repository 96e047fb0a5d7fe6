using System.Net;
using Syndication.Contracts;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Rebuilds;

/// <summary>Categories that were told at run time, while what comes back from Redis does not know of them.</summary>
public sealed class ForgottenCategoryTests : IAsyncLifetime
{
    private static readonly CategoryDefined Blocked = new()
    {
        Slug = "sports",
        Name = "খেলা",
        State = CategoryState.Blocked,
        Version = 1,
    };

    private static readonly CategoryDefined Made = new()
    {
        Slug = "weather",
        Name = "আবহাওয়া",
        State = CategoryState.Allowed,
        Version = 1,
    };

    private readonly RedisServer _redis = new() { AppendOnly = false };
    private readonly NewsroomBooks _books = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _redis.StartAsync(Ct);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Emptied_it_opens_no_blocked_category_and_forgets_no_new_one()
    {
        await using var host = await FeedsHost.ReadyAsync(_books, _redis.Configuration);
        await TellAsync(host);
        await AssertKnownAsync(host);
        _books.IsSilent = true;

        await _redis.CommandAsync(Ct, "FLUSHALL");
        await FeedsHost.UntilAsync(() => Task.FromResult(_books.Requests.Count == 2), "it should ask");
        await host.PublishAsync(Testing.Some.Article);
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/weather.rss")).Headers.Age is not null,
            "it should notice"
        );

        await AssertKnownAsync(host);

        await TellAsync(host);
        await host.TellAsync(new RebuildFinished(_books.Requests.Last(), 0));
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/feeds/weather.rss")).Headers.Age is null,
            "it should be whole"
        );
        await AssertKnownAsync(host);
    }

    [Fact]
    public async Task Restarted_with_an_old_file_it_opens_no_blocked_category()
    {
        await using var host = await FeedsHost.ReadyAsync(_books, _redis.Configuration);
        await _redis.CommandAsync(Ct, "SAVE");
        await TellAsync(host);
        await AssertKnownAsync(host);
        _books.IsSilent = true;

        await _redis.KillAsync();
        await _redis.StartAsync(Ct);
        await FeedsHost.UntilAsync(() => Task.FromResult(_books.Requests.Count == 2), "it should ask");

        await AssertKnownAsync(host);
    }

    [Fact]
    public async Task Who_knows_nothing_yet_does_not_say_that_there_is_no_such_feed()
    {
        _books.IsSilent = true;
        await using var host = new FeedsHost(_books, _redis.Configuration);
        await FeedsHost.UntilAsync(() => Task.FromResult(!_books.Requests.IsEmpty), "it should ask");

        using var before = await host.GetAsync("/feeds/weather.rss");
        await host.TellAsync(new RebuildFinished(_books.Requests.Single(), 0));
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it should be whole"
        );
        using var after = await host.GetAsync("/feeds/weather.rss");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    private static async Task TellAsync(FeedsHost host)
    {
        await host.TellAsync(Blocked);
        await host.TellAsync(Made);
    }

    private static async Task AssertKnownAsync(FeedsHost host)
    {
        using var blocked = await host.GetAsync("/feeds/sports.rss");
        using var made = await host.GetAsync("/feeds/weather.rss");
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (blocked.StatusCode, made.StatusCode));
    }
}
