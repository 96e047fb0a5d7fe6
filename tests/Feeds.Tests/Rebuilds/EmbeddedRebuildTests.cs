using System.Net;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Entries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Feeds.Tests.Rebuilds;

public sealed class EmbeddedRebuildTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_asks_for_everything_and_then_serves_it()
    {
        var books = new NewsroomBooks();
        books.Articles.Add(Some.Article);
        books.Articles.Add(Some.Article);

        await using var host = await FeedsHost.ReadyAsync(books);

        Assert.Equal(2, (await host.IdsAsync("all")).Length);
        Assert.Single(books.Requests);
    }

    [Fact]
    public async Task Until_everything_is_filed_no_feed_is_served()
    {
        var books = new NewsroomBooks { IsSilent = true };
        await using var host = new FeedsHost(books);
        await FeedsHost.UntilAsync(
            () => Task.FromResult(!books.Requests.IsEmpty),
            "a rebuild should be asked for"
        );
        await host.PublishAsync(Some.Article);

        using var feed = await host.GetAsync("/feeds/all.rss");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, feed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), feed.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", feed.Content.Headers.ContentType!.MediaType);
        using var ready = await host.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("feeds", await ready.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        Assert.True(books.Requests.TryPeek(out var id));
        await host.TellAsync(new Contracts.RebuildFinished(id, Articles: 0));
        Assert.Single(await host.IdsAsync("all"));
    }

    [Fact]
    public async Task A_request_that_failed_is_sent_again()
    {
        var books = new NewsroomBooks { FailuresLeft = 1 };

        await using var host = await FeedsHost.ReadyAsync(books);

        Assert.Equal(2, books.Requests.Count);
        Assert.Single(books.Requests.Distinct());
    }

    [Fact]
    public async Task The_end_may_come_before_the_last_article()
    {
        var (store, time, id) = await BeginAsync();
        await store.ApplyAsync(Some.Article, replay: true, Ct);
        await store.FinishRebuildAsync(new(id, Articles: 2), Ct);
        await store.ApplyAsync(Some.Article, replay: false, Ct);
        Assert.False((await store.ReadAsync(new(Selection.Of(Selector.All), 10), Ct)).Complete);

        await store.ApplyAsync(Some.Article, replay: true, Ct);

        Assert.Equal(3, (await store.ReadAsync(new(Selection.Of(Selector.All), 10), Ct)).Articles.Count);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.False((await store.ProbeAsync(default, Ct)).Ask);
    }

    [Fact]
    public async Task An_article_that_never_comes_keeps_the_feeds_away_for_ten_seconds()
    {
        var (store, time, id) = await BeginAsync();
        await store.FinishRebuildAsync(new(id, Articles: 1), Ct);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False((await store.ProbeAsync(default, Ct)).Complete);

        time.Advance(TimeSpan.FromSeconds(1));

        var state = await store.ProbeAsync(default, Ct);
        Assert.True(state.Complete && state.GaveUp);
    }

    [Fact]
    public async Task A_rebuild_that_is_silent_for_a_minute_is_asked_for_again()
    {
        var (store, time, id) = await BeginAsync();
        time.Advance(TimeSpan.FromSeconds(50));
        await store.ApplyAsync(Some.Article, replay: true, Ct);
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.False((await store.ProbeAsync(default, Ct)).Ask);

        time.Advance(TimeSpan.FromSeconds(10));

        var state = await store.ProbeAsync(default, Ct);
        Assert.True(state.Ask);
        Assert.Equal(id, state.Rebuild);
        Assert.False((await store.ProbeAsync(default, Ct)).Ask);
    }

    [Fact]
    public async Task The_end_of_another_rebuild_is_nothing()
    {
        var (store, _, _) = await BeginAsync();

        await store.FinishRebuildAsync(new(Guid.NewGuid(), Articles: 0), Ct);

        Assert.False((await store.ProbeAsync(default, Ct)).Complete);
    }

    private static async Task<(MemoryEntryStore Store, ManualTime Time, Guid Rebuild)> BeginAsync()
    {
        var time = new ManualTime();
        var store = new MemoryEntryStore(new StoreView(time), time, Options.Create(new FeedsOptions()));
        var state = await store.ProbeAsync(default, Ct);
        Assert.True(state.Ask);
        return (store, time, state.Rebuild!.Value);
    }
}
