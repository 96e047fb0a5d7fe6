using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Syndication.Testing.Hub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>Whoever follows a feed gets its new bytes (WebSub §7).</summary>
public sealed class DistributionTests
{
    private const string News =
        "<rss><channel><title>আন্তর্জাতিক</title><item>নতুন খবর</item></channel></rss>";

    [Fact]
    public async Task A_change_goes_out_as_the_feeds_own_bytes()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader?id=7", secret: "গোপন");
        var bytes = scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/reader").Count > 0, "the distribution");

        var sent = Assert.Single(scene.Callbacks.Sent("/reader"));
        Assert.Equal(bytes, sent.Body);
        Assert.Equal("application/rss+xml; charset=utf-8", sent.Headers.ContentType);
        Assert.Equal("7", sent.Query["id"]);
        var links = sent.Headers.Link.ToString();
        Assert.Contains($"<{HubScene.Topic}>; rel=\"self\"", links, StringComparison.Ordinal);
        Assert.Contains($"<{HubScene.PublicOrigin}/hub>; rel=\"hub\"", links, StringComparison.Ordinal);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("গোপন"), bytes));
        Assert.Equal($"sha256={expected}", sent.Headers["X-Hub-Signature"]);
    }

    [Theory]
    [InlineData("Sha1", 40)]
    [InlineData("Sha384", 96)]
    [InlineData("Sha512", 128)]
    public async Task The_hash_is_the_one_that_is_set(string name, int digits)
    {
        await using var scene = await HubScene.StartAsync(
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Hub:Signature"] = name }
        );
        await scene.SubscribeAsync("/reader", secret: "s");
        var bytes = scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/reader").Count > 0, "the distribution");
        var signature = scene.Callbacks.Sent("/reader")[0].Headers["X-Hub-Signature"].ToString().Split('=');
        Assert.Equal(name, signature[0], ignoreCase: true);
        Assert.Equal(digits, signature[1].Length);
        Assert.Equal(Sign(name, bytes), signature[1]);
    }

    [Fact]
    public async Task Without_a_secret_there_is_no_signature()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/reader").Count > 0, "the distribution");
        Assert.False(scene.Callbacks.Sent("/reader")[0].Headers.ContainsKey("X-Hub-Signature"));
    }

    [Fact]
    public async Task Changes_of_one_second_are_one_distribution_fetched_once()
    {
        await using var scene = await HubScene.StartAsync();
        for (var i = 0; i < 20; i++)
            await scene.SubscribeAsync($"/reader/{i}");
        await scene.RestedAsync();
        var before = scene.Feeds.Fetches;
        byte[] last = [];
        for (var i = 0; i < 5; i++)
        {
            last = scene.Feeds.Put(HubScene.Path, $"{News}<!-- {i} -->");
            await scene.ChangeAsync();
        }
        await HubScene.UntilAsync(
            () => Enumerable.Range(0, 20).All(i => scene.Callbacks.Sent($"/reader/{i}").Count > 0),
            "everybody's distribution"
        );
        await scene.RestedAsync();
        Assert.Equal(before + 1, scene.Feeds.Fetches);
        for (var i = 0; i < 20; i++)
            Assert.Equal(last, Assert.Single(scene.Callbacks.Sent($"/reader/{i}")).Body);
    }

    [Fact]
    public async Task The_same_bytes_go_out_to_nobody()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        await scene.RestedAsync();
        var before = scene.Feeds.Fetches;
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Feeds.Fetches > before, "a look at the feed");
        await scene.RestedAsync();
        Assert.Empty(scene.Callbacks.Sent("/reader"));
    }

    [Fact]
    public async Task Only_who_follows_the_changed_feed_hears_of_it()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Feeds.Put("/feeds/sports.atom", "<feed/>");
        await scene.SubscribeAsync("/one");
        await scene.SubscribeAsync("/two", $"{HubScene.PublicOrigin}/feeds/sports.atom");
        await scene.RestedAsync();
        scene.Feeds.Put(HubScene.Path, News);
        scene.Feeds.Put("/feeds/sports.atom", "<feed>খেলা</feed>");
        await scene.ChangeAsync("sports");
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/two").Count > 0, "the distribution");
        await scene.RestedAsync();
        Assert.Empty(scene.Callbacks.Sent("/one"));
    }

    [Fact]
    public async Task One_that_was_down_gets_the_last_version_once()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.SubscribeAsync("/reader");
        scene.Callbacks.On("/reader", StatusCodes.Status500InternalServerError);
        for (var version = 2; version <= 4; version++)
        {
            scene.Feeds.Put(HubScene.Path, $"{News}<!-- {version} -->");
            await scene.ChangeAsync();
            await HubScene.PassAsync(time, async () => await scene.VersionAsync() == version);
        }
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Callbacks.Sent("/reader").Count > 0));
        await scene.RestedAsync();
        var tries = scene.Callbacks.Sent("/reader").Count;
        scene.Callbacks.On("/reader", CallbackServer.Agree);
        await HubScene.PassAsync(time, async () => (await scene.SubscriptionsAsync())[0].Sent == 4);

        var sent = scene.Callbacks.Sent("/reader");
        Assert.Contains("<!-- 4 -->", Encoding.UTF8.GetString(sent[^1].Body), StringComparison.Ordinal);
        Assert.Equal(tries + 1, sent.Count);
        Assert.Null((await scene.SubscriptionsAsync())[0].Fault);
    }

    [Fact]
    public async Task Tries_are_further_and_further_apart_and_end_with_the_lease()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.SubscribeAsync("/reader", lease: "86400");
        scene.Callbacks.On("/reader", StatusCodes.Status500InternalServerError);
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(
            async () =>
            {
                time.Leap(TimeSpan.FromMinutes(10));
                return (await scene.SubscriptionsAsync()).Count == 0;
            },
            "the end of the lease"
        );
        // 10 s, 1 min, 5 min, 30 min, 2 h, then every 6 h.
        Assert.InRange(scene.Callbacks.Sent("/reader").Count, 5, 10);
        await HubScene.UntilAsync(
            async () =>
            {
                time.Leap(TimeSpan.FromMinutes(1));
                return await scene.VersionAsync() is null;
            },
            "the topic that nobody follows is forgotten"
        );
    }

    [Fact]
    public async Task A_callback_that_is_gone_ends_its_subscription()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        scene.Callbacks.On("/reader", StatusCodes.Status410Gone);
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(
            async () => (await scene.SubscriptionsAsync()).Count == 0,
            "the end of the subscription"
        );
        Assert.Single(scene.Callbacks.Sent("/reader"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        scene.Callbacks.On(
            "/reader",
            (_, context) =>
            {
                context.Response.Redirect("/elsewhere", permanent: true, preserveMethod: true);
                return Task.CompletedTask;
            }
        );
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(
            async () => (await scene.SubscriptionsAsync())[0].Fault is not null,
            "the failure"
        );
        Assert.Empty(scene.Callbacks.Sent("/elsewhere"));
        Assert.Contains("redirects", (await scene.SubscriptionsAsync())[0].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_is_blocked_ends_for_all_and_says_why()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/one");
        await scene.SubscribeAsync("/two");
        scene.Feeds.Remove(HubScene.Path);
        await scene.ChangeAsync();
        foreach (var path in new[] { "/one", "/two" })
        {
            await HubScene.UntilAsync(
                () => scene.Callbacks.Asked(path).Any(c => c.Mode == "denied"),
                "the denial"
            );
            var told = scene.Callbacks.Asked(path)[^1];
            Assert.Equal(HubScene.Topic, told.Query["hub.topic"]);
            Assert.Contains("no longer published", told.Query["hub.reason"], StringComparison.Ordinal);
        }
        await HubScene.UntilAsync(async () => await scene.VersionAsync() is null, "the topic is gone");
        Assert.Empty(await scene.SubscriptionsAsync());
    }

    [Fact]
    public async Task While_feeds_are_away_nothing_is_lost()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.SubscribeAsync("/reader");
        scene.Feeds.Fault = StatusCodes.Status503ServiceUnavailable;
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        var before = scene.Feeds.Fetches;
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Feeds.Fetches > before));
        scene.Feeds.Fault = null;
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Callbacks.Sent("/reader").Count == 1));
    }

    [Fact]
    public async Task A_change_that_nobody_told_is_found_all_the_same()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.SubscribeAsync("/reader");
        await scene.RestedAsync();
        scene.Feeds.Put(HubScene.Path, News);
        time.Advance(TimeSpan.FromMinutes(10));
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Callbacks.Sent("/reader").Count == 1));
    }

    private static string Sign(string name, byte[] bytes)
    {
        var key = "s"u8.ToArray();
#pragma warning disable CA5350 // it is what was set
        return Convert.ToHexStringLower(
            name switch
            {
                "Sha1" => HMACSHA1.HashData(key, bytes),
                "Sha384" => HMACSHA384.HashData(key, bytes),
                _ => HMACSHA512.HashData(key, bytes),
            }
        );
#pragma warning restore CA5350
    }
}
