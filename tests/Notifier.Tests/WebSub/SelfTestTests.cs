using System.Net;
using Microsoft.AspNetCore.Http;
using Syndication.Notifier.WebSub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>The hub knows by itself whether it delivers.</summary>
public sealed class SelfTestTests
{
    private const string All = "/feeds/all.rss";

    [Fact]
    public async Task It_subscribes_to_itself_and_gets_what_goes_out()
    {
        await using var scene = await StartAsync();
        await HasItselfAsync(scene);
        await scene.RestedAsync();
        var bytes = scene.Feeds.Put(All, "<rss>নতুন খবর</rss>");
        await scene.ChangeAsync("all");
        var state = scene.Host.The<SelfTestState>();
        await HubScene.UntilAsync(() => state.Got == SelfTestState.Of(bytes), "its own distribution");
        Assert.Null(state.Fault);
        Assert.Equal("ok", await HealthAsync(scene));
    }

    [Fact]
    public async Task It_alarms_when_feeds_cannot_be_fetched_and_says_when_that_is_over()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await StartAsync(time);
        await HasItselfAsync(scene, time);
        scene.Feeds.Fault = StatusCodes.Status500InternalServerError;
        await scene.ChangeAsync("all");
        var state = scene.Host.The<SelfTestState>();
        await PassAsync(time, () => state.Fault is not null, "the alarm");
        Assert.Contains("cannot fetch feeds", state.Fault, StringComparison.Ordinal);
        Assert.Equal("degraded", await HealthAsync(scene));

        scene.Feeds.Fault = null;
        await PassAsync(time, () => state.Fault is null, "the end of the alarm");
        Assert.Equal("ok", await HealthAsync(scene));
    }

    [Fact]
    public async Task Nobody_else_finds_its_callback_or_can_feed_it()
    {
        await using var scene = await StartAsync();
        await HasItselfAsync(scene);
        using var client = scene.Host.CreateClient();
        using var content = new ByteArrayContent("<rss/>"u8.ToArray());
        using var stranger = await client.PostAsync("/hub/self-test/0123", content, HubScene.Ct);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        var state = scene.Host.The<SelfTestState>();
        using var unsigned = await client.PostAsync($"/hub/self-test/{state.Token}", content, HubScene.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, unsigned.StatusCode);
        Assert.Null(state.Got);
    }

    private static async Task<HubScene> StartAsync(TimeProvider? time = null)
    {
        var scene = await HubScene.StartAsync(
            time: time,
            // What the outside may name stays refused: the house's own callback is another matter.
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Hub:SelfTest"] = "true",
                ["Network:AllowPrivateAddresses"] = "false",
            }
        );
        scene.Feeds.Put(All, "<rss>খবর</rss>");
        return scene;
    }

    private static Task HasItselfAsync(HubScene scene, Testing.Time.ManualTime? time = null) =>
        HubScene.UntilAsync(
            async () =>
            {
                time?.Advance(TimeSpan.FromSeconds(1));
                return (await scene.SubscriptionsAsync()).Exists(s => s.Protocol == HubProtocol.SelfTest);
            },
            "its own subscription"
        );

    private static Task PassAsync(Testing.Time.ManualTime time, Func<bool> condition, string what) =>
        HubScene.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return condition();
            },
            what
        );

    private static async Task<string> HealthAsync(HubScene scene)
    {
        using var client = scene.Host.CreateClient();
        using var json = System.Text.Json.JsonDocument.Parse(
            await client.GetStringAsync("/health/ready", HubScene.Ct)
        );
        return json.RootElement.GetProperty("parts").GetProperty("hub").GetProperty("status").GetString()!;
    }
}
