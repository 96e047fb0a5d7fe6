using System.Net;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Directories;

public sealed class PageOutageTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _redis.StartAsync(Ct);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task While_the_store_is_away_what_was_seen_before_is_seen_again_with_its_age()
    {
        await using var host = await FeedsHost.ReadyAsync(cache: _redis.Configuration);
        await host.PublishAsync(Some.Article);
        string[] paths = ["/", "/opml", "/sitemap-news.xml", "/feeds/international"];
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
            before[path] = await TagAsync(host, path, HttpStatusCode.OK);

        await _redis.StopAsync();
        await FeedsHost.UntilAsync(
            async () => (await AskAsync(host, "/")).Headers.Age is not null,
            "the outage should be seen"
        );

        foreach (var path in paths)
            Assert.Equal(before[path], await TagAsync(host, path, HttpStatusCode.OK));
        // What depends on no article is as good as ever; what was never seen cannot be told.
        Assert.Null((await AskAsync(host, "/opml")).Headers.Age);
        using var unseen = await AskAsync(host, "/feeds/sports");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unseen.StatusCode);
        Assert.NotNull(unseen.Headers.RetryAfter);
    }

    private static async Task<string> TagAsync(FeedsHost host, string path, HttpStatusCode status)
    {
        using var answer = await AskAsync(host, path);
        Assert.Equal(status, answer.StatusCode);
        return answer.Headers.ETag!.Tag;
    }

    private static Task<HttpResponseMessage> AskAsync(FeedsHost host, string path) =>
        host.SendAsync(HttpMethod.Get, path, ("Accept", "text/html"));
}
