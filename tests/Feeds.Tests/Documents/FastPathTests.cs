using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class FastPathTests : IAsyncLifetime
{
    private const string Path = "/feeds/international.rss";
    private readonly Witness _witness = new();
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync(change: s => s.AddSingleton<IStartupFilter>(_witness));
        await Host.PublishAsync(Some.Article);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("GET", null, null)]
    [InlineData("GET", "gzip", null)]
    [InlineData("GET", "br", null)]
    [InlineData("HEAD", "br", null)]
    [InlineData("GET", "gzip", "*")]
    [InlineData("HEAD", null, "*")]
    public async Task Both_ways_say_the_same_to_the_byte(string method, string? coding, string? tag)
    {
        (string, string)[] headers =
        [
            .. coding is null ? ((string, string)[])[] : [("Accept-Encoding", coding)],
            .. tag is null ? ((string, string)[])[] : [("If-None-Match", tag)],
        ];
        // For once a second may begin between the two.
        await FeedsHost.UntilAsync(
            async () =>
            {
                using var first = await SendAsync(method, [.. headers, ("A-IM", "none")]);
                var before = _witness.Seen;
                using var second = await SendAsync(method, headers);
                Assert.Equal(before, _witness.Seen);
                return await TextAsync(first) == await TextAsync(second);
            },
            "both should be the same"
        );
    }

    [Fact]
    public async Task The_first_request_goes_the_long_way_and_so_does_the_first_after_a_change()
    {
        Assert.Equal(1, await SeenAsync(Path));
        Assert.Equal(0, await SeenAsync(Path));

        await Host.PublishAsync(Some.Article);
        Assert.Equal(1, await SeenAsync(Path));
        Assert.Equal(0, await SeenAsync(Path));

        await Host.PublishAsync(Some.Article with { Categories = ["sports"] });
        Assert.Equal(0, await SeenAsync(Path));
    }

    [Theory]
    [InlineData("/feeds/international")]
    [InlineData("/feeds/International.rss")]
    [InlineData("/feeds/nowhere.rss")]
    [InlineData("/feeds/all.rss?limit=0")]
    public async Task What_is_no_plain_document_always_goes_the_long_way(string path)
    {
        Assert.Equal(1, await SeenAsync(path));
        Assert.Equal(1, await SeenAsync(path));
    }

    [Fact]
    public async Task A_category_that_is_blocked_is_gone_at_once()
    {
        await SeenAsync(Path);
        Assert.Equal(0, await SeenAsync(Path));

        await Host.TellAsync(
            new CategoryDefined
            {
                Slug = "international",
                Name = "আন্তর্জাতিক",
                State = CategoryState.Blocked,
                Version = 1,
            }
        );

        using var answer = await Host.GetAsync(Path);
        Assert.Equal(System.Net.HttpStatusCode.Gone, answer.StatusCode);
    }

    // Whoever asked before the category was blocked may come to the desk after it.
    [Fact]
    public async Task A_request_overtaken_by_a_block_brings_the_feed_back_for_nobody()
    {
        await SeenAsync(Path);
        Assert.Equal(0, await SeenAsync(Path));
        await Host.TellAsync(
            new CategoryDefined
            {
                Slug = "international",
                Name = "আন্তর্জাতিক",
                State = CategoryState.Blocked,
                Version = 1,
            }
        );
        var desk = Host.Services.GetRequiredService<FeedDesk>();
        FeedKey[] overtaken =
        [
            new(Selection.Of("international"), FeedFormat.Rss),
            new(Selection.Combine(["international", "sports"], []), FeedFormat.Rss),
        ];
        foreach (var key in overtaken)
        {
            await desk.GetAsync(key, Ct);
            Assert.Null(desk.FindCurrent(key));
        }

        using var answer = await Host.GetAsync(Path);
        Assert.Equal(System.Net.HttpStatusCode.Gone, answer.StatusCode);
    }

    private async Task<int> SeenAsync(string path)
    {
        var before = _witness.Seen;
        using var answer = await Host.GetAsync(path);
        return _witness.Seen - before;
    }

    private Task<HttpResponseMessage> SendAsync(string method, (string, string)[] headers) =>
        Host.SendAsync(new(method), Path, headers);

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n"
        + Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync(Ct));

    /// <summary>Stands behind the fast path, and counts who comes by.</summary>
    private sealed class Witness : IStartupFilter
    {
        private int _seen;

        public int Seen => Volatile.Read(ref _seen);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        Interlocked.Increment(ref _seen);
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
