using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>Callbacks that say "too many", and when to come again.</summary>
public sealed class HubThrottleTests
{
    private const int Many = 60;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task One_that_asks_for_patience_gets_it_and_its_host_is_called_on(int status)
    {
        var time = new ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.AddAsync(new[] { "/busy", "/well" }.Select(scene.Callbacks.Url));
        scene.Callbacks.On("/busy", (_, context) => Refuse(context, status, "600"));
        for (var version = 2; version <= 6; version++)
        {
            scene.Feeds.Put(HubScene.Path, $"<rss><!-- {version} --></rss>");
            var told = time.GetUtcNow();
            await scene.ChangeAsync();
            await HubScene.PassAsync(
                time,
                () => Task.FromResult(scene.Callbacks.Sent("/well").Count == version - 1)
            );
            Assert.InRange(time.GetUtcNow() - told, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        }
        Assert.Single(scene.Callbacks.Sent("/busy"));
        var busy = (await scene.SubscriptionsAsync()).Single(s =>
            s.Callback.EndsWith("/busy", StringComparison.Ordinal)
        );
        Assert.Contains($"({status})", busy.Fault, StringComparison.Ordinal);
        time.Leap(TimeSpan.FromMinutes(13));
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Callbacks.Sent("/busy").Count == 2));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_host_of_which_many_ask_for_patience_is_left_alone_for_a_while(int status)
    {
        var time = new ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        var paths = Enumerable
            .Range(0, Many)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"/{i}"))
            .ToList();
        await scene.AddAsync(paths.Select(scene.Callbacks.Url));
        foreach (var path in paths)
            scene.Callbacks.On(path, (_, context) => Refuse(context, status, "20"));
        scene.Feeds.Put(HubScene.Path, "<rss>নতুন</rss>");
        await scene.ChangeAsync();
        // Everybody was called, or put off because the host is not to be called.
        await HubScene.PassAsync(
            time,
            async () => (await scene.SubscriptionsAsync()).All(s => s.DueAt > time.GetUtcNow())
        );
        var called = scene.Callbacks.Calls.Count;
        Assert.InRange(called, 3, Many / 2);
        // Those that were not called have no try less.
        Assert.InRange((await scene.SubscriptionsAsync()).Count(s => s.Attempts > 0), 3, called);

        foreach (var path in paths)
            scene.Callbacks.On(path, Testing.Hub.CallbackServer.Agree);
        await HubScene.PassAsync(time, async () => (await scene.SubscriptionsAsync()).All(s => s.Sent == 2));
    }

    [Fact]
    public async Task A_wish_for_a_year_is_no_more_than_a_pause()
    {
        var time = new ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.AddAsync([scene.Callbacks.Url("/busy")]);
        scene.Callbacks.On("/busy", (_, context) => Refuse(context, 429, "31536000"));
        scene.Feeds.Put(HubScene.Path, "<rss>নতুন</rss>");
        await scene.ChangeAsync();
        await HubScene.PassAsync(time, async () => (await scene.SubscriptionsAsync())[0].Attempts == 1);
        Assert.InRange(
            (await scene.SubscriptionsAsync())[0].DueAt - time.GetUtcNow(),
            TimeSpan.FromHours(5),
            TimeSpan.FromHours(7.5)
        );
    }

    [Fact]
    public async Task Hosts_that_come_and_go_by_the_thousand_leave_a_bounded_trace()
    {
        var time = new ManualTime();
        var gates = new HubGates(new FlashWatch(time), time);
        for (var i = 0; i < 3 * HubGates.MostHosts; i++)
        {
            var (origin, isDead) = (
                string.Create(CultureInfo.InvariantCulture, $"https://host-{i}.example"),
                i % 2 == 0
            );
            // One that was dead is called until it is left alone.
            for (var call = 0; call < 5; call++)
                await gates.CallAsync(
                    origin,
                    origin,
                    question: false,
                    () => Task.FromResult(HttpStatusCode.OK),
                    _ => new DeliveryOutcome(
                        isDead ? DeliveryVerdict.Unreachable : DeliveryVerdict.Delivered
                    ),
                    TestContext.Current.CancellationToken
                );
            Assert.InRange(gates.Remembered, 1, HubGates.MostHosts);
            if (i % 100 == 0)
                time.Advance(Second);
        }
        // The next one finds room.
        time.Advance(TimeSpan.FromMinutes(11));
        var next = await gates.CallAsync(
            "https://new.example",
            "https://new.example",
            question: false,
            () => Task.FromResult(HttpStatusCode.OK),
            _ => DeliveryOutcome.Delivered,
            TestContext.Current.CancellationToken
        );
        Assert.True(next.IsMade);
    }

    private static Task Refuse(HttpContext context, int status, string after)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = after;
        return Task.CompletedTask;
    }
}
