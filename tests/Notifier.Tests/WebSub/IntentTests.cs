using System.Net;
using Microsoft.AspNetCore.Http;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>Nothing changes before the callback has confirmed it (WebSub §5.3).</summary>
public sealed class IntentTests
{
    [Fact]
    public async Task A_callback_that_gives_the_challenge_back_is_subscribed()
    {
        await using var scene = await HubScene.StartAsync();
        var subscription = await scene.SubscribeAsync("/reader?key=a%20b&id=7", lease: "172800");

        var asked = Assert.Single(scene.Callbacks.Asked("/reader"));
        Assert.Equal("subscribe", asked.Mode);
        Assert.Equal(HubScene.Topic, asked.Query["hub.topic"]);
        Assert.Equal("172800", asked.Query["hub.lease_seconds"]);
        Assert.True(asked.Challenge.Length >= 32);
        Assert.Equal("a b", asked.Query["key"]);
        Assert.Equal("7", asked.Query["id"]);
        Assert.Equal(HubScene.Path, subscription.Topic);
        Assert.Equal(1, subscription.Sent);
        Assert.InRange(
            subscription.LeaseEnd - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(47),
            TimeSpan.FromHours(48)
        );
    }

    [Theory]
    [InlineData("http://reader.example/x", "http://reader.example/x?hub.mode=")]
    [InlineData("http://reader.example/x?", "http://reader.example/x?hub.mode=")]
    [InlineData("http://reader.example/x?a=1", "http://reader.example/x?a=1&hub.mode=")]
    [InlineData("http://reader.example/x?a=1&", "http://reader.example/x?a=1&hub.mode=")]
    [InlineData("http://reader.example/x?a=%26&b=?", "http://reader.example/x?a=%26&b=?&hub.mode=")]
    public void The_callbacks_own_query_stays_as_it_is(string callback, string begins) =>
        Assert.StartsWith(
            begins,
            IntentCheck.UrlOf(Request(callback), "challenge").OriginalString,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(404, "")]
    [InlineData(410, "")]
    [InlineData(500, "")]
    [InlineData(200, "")]
    [InlineData(200, "yes")]
    public async Task Any_other_answer_means_no(int status, string body)
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On(
            "/reader",
            (_, context) =>
            {
                context.Response.StatusCode = status;
                return context.Response.WriteAsync(body);
            }
        );
        using var answer = await scene.AskAsync("subscribe", "/reader");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await scene.SettledAsync();
        Assert.Empty(await scene.SubscriptionsAsync());
        Assert.Single(scene.Callbacks.Asked("/reader"));
    }

    [Theory]
    [InlineData("challenge before")]
    [InlineData("challenge behind")]
    public async Task The_challenge_is_all_of_the_answer(string way)
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On(
            "/reader",
            (call, context) =>
                context.Response.WriteAsync(
                    way == "challenge before" ? $"{call.Challenge} thanks" : $"thanks {call.Challenge}"
                )
        );
        using var answer = await scene.AskAsync("subscribe", "/reader");
        await scene.SettledAsync();
        Assert.Empty(await scene.SubscriptionsAsync());
    }

    [Fact]
    public async Task A_redirect_is_a_no_and_is_not_followed()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On(
            "/reader",
            (call, context) =>
            {
                context.Response.Redirect($"/elsewhere?hub.challenge={call.Challenge}");
                return Task.CompletedTask;
            }
        );
        using var answer = await scene.AskAsync("subscribe", "/reader");
        await scene.SettledAsync();
        Assert.Empty(await scene.SubscriptionsAsync());
        Assert.Empty(scene.Callbacks.Asked("/elsewhere"));
    }

    [Fact]
    public async Task Leaving_is_confirmed_as_well()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        scene.Callbacks.On("/reader", StatusCodes.Status404NotFound);
        using var unconfirmed = await scene.AskAsync("unsubscribe", "/reader");
        await scene.SettledAsync();
        Assert.Single(await scene.SubscriptionsAsync());

        scene.Callbacks.On("/reader", CallbackServer.Agree);
        using var confirmed = await scene.AskAsync("unsubscribe", "/reader");
        await scene.SettledAsync();
        Assert.Empty(await scene.SubscriptionsAsync());
        var asked = scene.Callbacks.Asked("/reader")[^1];
        Assert.Equal("unsubscribe", asked.Mode);
        Assert.False(asked.Query.ContainsKey("hub.lease_seconds"));
    }

    [Fact]
    public async Task Asking_again_replaces_secret_and_lease_once_it_is_confirmed()
    {
        await using var scene = await HubScene.StartAsync();
        var first = await scene.SubscribeAsync("/reader", secret: "old", lease: "86400");
        scene.Callbacks.On("/reader", StatusCodes.Status404NotFound);
        using var refused = await scene.AskAsync("subscribe", "/reader", secret: "stolen");
        await scene.SettledAsync();
        Assert.Equal("old"u8.ToArray(), Assert.Single(await scene.SubscriptionsAsync()).Secret);

        scene.Callbacks.On("/reader", CallbackServer.Agree);
        var second = await scene.SubscribeAsync("/reader", secret: "new", lease: "864000");
        Assert.Equal(first.Seq, second.Seq);
        Assert.Equal("new"u8.ToArray(), second.Secret);
        Assert.True(second.LeaseEnd > first.LeaseEnd + TimeSpan.FromDays(8));

        var third = await scene.SubscribeAsync("/reader");
        Assert.Null(third.Secret);
    }

    [Fact]
    public async Task A_callback_that_does_not_answer_is_asked_again_and_then_no_more()
    {
        var time = new Syndication.Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        scene.Callbacks.On(
            "/reader",
            (_, context) =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
        );
        using var answer = await scene.AskAsync("subscribe", "/reader");
        foreach (var times in Enumerable.Range(1, 3))
            await HubScene.UntilAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromSeconds(5));
                    return scene.Callbacks.Asked("/reader").Count >= times;
                },
                $"question {times}"
            );
        await HubScene.UntilAsync(
            async () => (await scene.RequestsAsync()).Count == 0,
            "the request is given up"
        );
        Assert.Empty(await scene.SubscriptionsAsync());
        Assert.Equal(3, scene.Callbacks.Asked("/reader").Select(c => c.Challenge).Distinct().Count());
    }

    [Fact]
    public async Task Who_asks_for_what_is_no_feed_is_told_so()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Feeds.Remove("/feeds/casino.rss");
        foreach (
            var (name, reason) in new[] { ("casino", "no longer published"), ("nothing", "no such feed") }
        )
        {
            var topic = $"{HubScene.PublicOrigin}/feeds/{name}.rss";
            using var answer = await scene.AskAsync("subscribe", $"/{name}?x=1", topic);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await scene.SettledAsync();
            var told = Assert.Single(scene.Callbacks.Asked($"/{name}"));
            Assert.Equal("denied", told.Mode);
            Assert.Equal(topic, told.Query["hub.topic"]);
            Assert.Contains(reason, told.Query["hub.reason"].ToString(), StringComparison.Ordinal);
            Assert.Equal("1", told.Query["x"]);
        }
        Assert.Empty(await scene.SubscriptionsAsync());
    }

    [Theory]
    [InlineData("/feeds/international.rss?utm_source=reader")]
    [InlineData("/feeds/%E0%A6%AC%E0%A6%BF%E0%A6%B6%E0%A7%8D%E0%A6%AC.rss?utm_source=reader")]
    public async Task A_feed_with_others_parameters_is_denied_by_the_name_of_its_own_address(string path)
    {
        await using var scene = await HubScene.StartAsync();
        scene.Feeds.Alias("/feeds/international.rss?utm_source=reader", HubScene.Path);
        // Another name of the category leads to its own, with whatever it was asked with.
        scene.Feeds.Redirect(
            "/feeds/%E0%A6%AC%E0%A6%BF%E0%A6%B6%E0%A7%8D%E0%A6%AC.rss?utm_source=reader",
            "/feeds/international.rss?utm_source=reader"
        );
        using var answer = await scene.AskAsync("subscribe", "/reader", HubScene.PublicOrigin + path);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await HubScene.UntilAsync(() => scene.Callbacks.Asked("/reader").Count > 0, "the denial");

        var told = scene.Callbacks.Asked("/reader")[0];
        Assert.Equal("denied", told.Mode);
        Assert.Equal(HubScene.PublicOrigin + path, told.Query["hub.topic"]);
        Assert.Equal(
            $"This feed's own address is {HubScene.Topic}; follow that.",
            told.Query["hub.reason"].ToString()
        );
        Assert.Empty(await scene.SubscriptionsAsync());
    }

    [Fact]
    public async Task While_feeds_are_away_nobody_is_denied()
    {
        var time = new Syndication.Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        scene.Feeds.Fault = StatusCodes.Status503ServiceUnavailable;
        using var answer = await scene.AskAsync("subscribe", "/reader");
        await HubScene.UntilAsync(() => scene.Feeds.Fetches > 0, "a look at the feed");
        scene.Feeds.Fault = null;
        await HubScene.UntilAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return (await scene.SubscriptionsAsync()).Count == 1;
            },
            "the subscription"
        );
        Assert.Equal("subscribe", Assert.Single(scene.Callbacks.Asked("/reader")).Mode);
    }

    private static HubRequest Request(string callback) =>
        new()
        {
            Digest = [],
            Mode = HubMode.Subscribe,
            Protocol = HubProtocol.WebSub,
            Topic = HubScene.Topic,
            Callback = callback,
            Origin = "http://reader.example",
            CreatedAt = default,
            DueAt = default,
            Stamp = default,
        };
}
