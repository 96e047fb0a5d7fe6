using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>What some callbacks do is nothing to the others.</summary>
public sealed class HubTroubleTests(PostgresFixture postgres)
{
    private const string News =
        "<rss><channel><title>আন্তর্জাতিক</title><item>নতুন খবর</item></channel></rss>";
    private const int Good = 40;

    [Theory]
    [InlineData("hangs")]
    [InlineData("trickles")]
    [InlineData("answers 500")]
    [InlineData("breaks off")]
    public async Task Bad_callbacks_hold_up_nobody(string how)
    {
        // Time stands still: no call is given up, so whoever waited for a bad one would wait for ever.
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await using var bad = await CallbackServer.StartAsync(HubScene.Ct);
        using var end = new CancellationTokenSource();
        await CrowdAsync(scene, scene.Callbacks, "/good", Good);
        // More than there are places for one host.
        await CrowdAsync(scene, bad, "/bad", 100);
        for (var i = 0; i < 100; i++)
            bad.On(Path("/bad", i), (_, context) => MisbehaveAsync(how, context, end.Token));
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await HubScene.UntilAsync(
            () => Enumerable.Range(0, Good).All(i => scene.Callbacks.Sent(Path("/good", i)).Count == 1),
            "the good ones' distribution"
        );
        await end.CancelAsync();
        for (var i = 0; i < Good; i++)
            Assert.Single(scene.Callbacks.Sent(Path("/good", i)));
    }

    [Fact]
    public async Task Who_leaves_or_renews_while_his_host_is_slow_gets_nothing_of_before()
    {
        var time = new Testing.Time.ManualTime();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.AddAsync(Enumerable.Range(0, 4).Select(i => scene.Callbacks.Url(Path("/reader", i))));
        // A host that nobody knows is called twice at once: the others wait.
        foreach (var i in new[] { 0, 1 })
            scene.Callbacks.On(Path("/reader", i), (_, _) => held.Task);
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return scene.Callbacks.Calls.Count == 2;
            },
            "the first two"
        );
        using var left = await scene.AskAsync("unsubscribe", "/reader/2");
        using var renewed = await scene.AskAsync("subscribe", "/reader/3", secret: "নতুন");
        await scene.SettledAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        held.SetResult();
        await HubScene.UntilAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return (await scene.SubscriptionsAsync()).All(s => s.Sent == 2);
            },
            "everybody who follows it has it"
        );
        Assert.Empty(scene.Callbacks.Sent("/reader/2"));
        Assert.True(Assert.Single(scene.Callbacks.Sent("/reader/3")).Headers.ContainsKey("X-Hub-Signature"));
    }

    [Fact]
    public async Task Whose_lease_is_over_is_owed_nothing_even_before_he_is_swept_away()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.AddAsync([scene.Callbacks.Url("/late")], TimeSpan.FromSeconds(20));
        await scene.AddAsync([scene.Callbacks.Url("/well")]);
        var store = scene.Host.The<TopicStore>();
        Assert.NotNull(await store.TakeAsync(HubScene.Path, HubScene.Ct));
        // The clock goes on, and nobody looks: no timer fires.
        time.Jump(TimeSpan.FromSeconds(21));
        var owed = await store.OwedAsync(HubScene.Path, 2, after: 0, most: 10, HubScene.Ct);
        Assert.Equal(scene.Callbacks.Url("/well"), Assert.Single(owed).Callback);

        // Nor is the topic looked at for him, once the other has it.
        await scene.ReadAsync(db =>
            db.HubSubscriptions.Where(s => s.Seq == owed[0].Seq)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Sent, 2), HubScene.Ct)
        );
        await store.RestAsync(HubScene.Path, 2, HubScene.Ct);
        Assert.Null(await scene.ReadAsync(db => db.HubTopics.Select(t => t.DueAt).SingleAsync(HubScene.Ct)));
    }

    [Fact]
    public async Task A_name_that_leads_into_private_space_is_never_called()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubscribeAsync("/reader");
        await using var host = new NotifierHost(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Publication:PublicUrl"] = HubScene.PublicOrigin,
                ["Hub:Feeds"] = scene.Feeds.Origin,
            }
        );
        var check = host.The<IntentCheck>();
        var answer = await check.AskAsync(
            new()
            {
                Digest = [],
                Mode = HubMode.Subscribe,
                Protocol = HubProtocol.WebSub,
                Topic = HubScene.Topic,
                // A name that everybody may register; it resolves to 127.0.0.1 here.
                Callback = scene
                    .Callbacks.Url("/private")
                    .Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
                Origin = "http://localhost",
                CreatedAt = default,
                DueAt = default,
                Stamp = default,
            },
            HubScene.Ct
        );
        Assert.Equal(IntentAnswer.No, answer);
        Assert.Empty(scene.Callbacks.Asked("/private"));
    }

    [Fact]
    public async Task Another_instance_goes_on_where_one_was_stopped()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var scene = await HubScene.StartAsync(await postgres.NewDatabaseAsync(HubScene.Ct));
        const int Many = 60;
        await CrowdAsync(scene, scene.Callbacks, "/reader", Many);
        for (var i = 30; i < Many; i++)
            scene.Callbacks.On(Path("/reader", i), (_, _) => held.Task);
        scene.Feeds.Put(HubScene.Path, News);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Calls.Count > 30, "half of it");
        await scene.StopAsync();
        held.SetResult();
        for (var i = 30; i < Many; i++)
            scene.Callbacks.On(Path("/reader", i), CallbackServer.Agree);

        await using var next = scene.Another();
        await HubScene.UntilAsync(
            async () =>
                await next.The<UnitOfWork>()
                    .ReadAsync(
                        db => db.HubSubscriptions.AllAsync(s => s.Sent == 2, HubScene.Ct),
                        HubScene.Ct
                    ),
            "everybody has acknowledged"
        );
        // Whoever was in the middle of it may hear it twice, nobody more often, and nobody not at all.
        for (var i = 0; i < Many; i++)
            Assert.InRange(scene.Callbacks.Sent(Path("/reader", i)).Count, 1, 2);
        Assert.InRange(scene.Callbacks.Calls.Count, Many, Many + 32);
    }

    private static string Path(string name, int i) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{i}");

    private static Task CrowdAsync(HubScene scene, CallbackServer server, string name, int count) =>
        scene.AddAsync(Enumerable.Range(0, count).Select(i => server.Url(Path(name, i))));

    private static async Task MisbehaveAsync(string how, HttpContext context, CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, context.RequestAborted);
        switch (how)
        {
            case "answers 500":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case "breaks off":
                context.Abort();
                return;
            case "trickles":
                // A byte of the answer now and then, and never a whole one.
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System))
                    while (await timer.WaitForNextTickAsync(either.Token))
                        await context.Response.WriteAsync(".", either.Token);
                return;
            default:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
                return;
        }
    }
}
