using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;
using Syndication.Testing.Order;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>A day on which some callbacks never do what they should.</summary>
[StartsFirst]
public sealed class HubDayTests
{
    private const int Good = 20;
    private const int Bad = 4;
    private const int Closed = 300;
    private const int Hours = 24;
    private static readonly string[] Kinds = ["500", "hangs", "trickles", "redirects"];

    // 0, 10 s, 70 s, 6 min, 36 min, 2:36, 8:36, 14:36 and 20:36 hours, where pauses have nothing added.
    private const int MostCalls = 9;

    [Fact]
    public async Task Others_get_every_version_in_time_dead_ones_few_calls_and_nothing_is_kept_of_whoever_went()
    {
        var time = new ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        var good = Enumerable.Range(0, Good).Select(i => Name("good", i)).ToList();
        await scene.AddAsync(good.Select(scene.Callbacks.Url), TimeSpan.FromDays(3));
        var servers = new ConcurrentDictionary<string, CallbackServer>(StringComparer.Ordinal);
        using var end = new CancellationTokenSource();
        foreach (var kind in Kinds)
        {
            var server = servers[kind] = await CallbackServer.StartAsync(HubScene.Ct);
            for (var i = 0; i < Bad; i++)
                server.On(
                    Name(kind, i),
                    (_, context) => MisbehaveAsync(kind, context, scene.Callbacks.Url("/inside"), end.Token)
                );
            await scene.AddAsync(
                Enumerable.Range(0, Bad).Select(i => server.Url(Name(kind, i))),
                TimeSpan.FromDays(3)
            );
        }
        // Hosts at whose port nobody listens; their leases end within the day.
        await scene.AddAsync(Enumerable.Range(0, Closed).Select(ClosedUrl), TimeSpan.FromHours(12));

        for (var hour = 1; hour <= Hours; hour++)
            await HourAsync(scene, time, good, hour);

        await end.CancelAsync();
        foreach (var path in good)
            Assert.InRange(scene.Callbacks.Sent(path).Count, Hours, Hours + 2);
        foreach (var kind in Kinds)
            for (var i = 0; i < Bad; i++)
                Assert.InRange(servers[kind].Sent(Name(kind, i)).Count, 5, MostCalls);
        Assert.DoesNotContain(scene.Callbacks.Calls, c => c.Path == "/inside");
        Assert.Equal(Good + (Kinds.Length * Bad), (await scene.SubscriptionsAsync()).Count);
        Assert.Equal(0, scene.Host.The<CallbackLanes>().Hosts);
        Assert.InRange(scene.Host.The<HubGates>().Remembered, 1, Closed + Kinds.Length + 1);
        foreach (var server in servers.Values)
            await server.DisposeAsync();
    }

    private static async Task HourAsync(HubScene scene, ManualTime time, List<string> good, int hour)
    {
        var bytes = scene.Feeds.Put(HubScene.Path, $"<rss><title>ঘণ্টা {hour}</title></rss>");
        var told = time.GetUtcNow();
        await scene.ChangeAsync();
        await HubScene.UntilAsync(
            () =>
            {
                // Not so fast that on a busy machine calls to the good ones are given up.
                time.Advance(TimeSpan.FromMilliseconds(250));
                return good.TrueForAll(path =>
                    scene.Callbacks.Sent(path) is [.., var last] && last.Body.SequenceEqual(bytes)
                );
            },
            "the good ones' version"
        );
        Assert.InRange(time.GetUtcNow() - told, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        var over = told + TimeSpan.FromHours(1);
        while (time.GetUtcNow() < over)
        {
            await RestAsync(scene, time);
            var left = over - time.GetUtcNow();
            time.Leap(left < TimeSpan.FromMinutes(10) ? Max(left, TimeSpan.Zero) : TimeSpan.FromMinutes(10));
        }
        await RestAsync(scene, time);
    }

    // Calls come to their ends, or to the end of patience with them.
    private static Task RestAsync(HubScene scene, ManualTime time) =>
        HubScene.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                var now = time.GetUtcNow();
                return scene.ReadAsync(db =>
                    db.HubTopics.AllAsync(
                        t => t.HeldUntil == null && t.FetchAt > now && (t.DueAt == null || t.DueAt > now),
                        HubScene.Ct
                    )
                );
            },
            "the hub has nothing to do"
        );

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static string Name(string kind, int i) =>
        string.Create(CultureInfo.InvariantCulture, $"/{kind}/{i}");

    private static string ClosedUrl(int i) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.1.{i / 200}.{(i % 200) + 1}:9/callback");

    private static async Task MisbehaveAsync(
        string kind,
        HttpContext context,
        string inside,
        CancellationToken end
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, context.RequestAborted);
        switch (kind)
        {
            case "500":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case "redirects":
                context.Response.Redirect(inside, permanent: false, preserveMethod: true);
                return;
            case "trickles":
                // An answer that never comes to its end.
                await TrickleAsync(context, either.Token);
                return;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
                return;
        }
    }

    private static async Task TrickleAsync(HttpContext context, CancellationToken ct)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(ct))
            await context.Response.WriteAsync(".", ct);
    }
}
