using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Ingest.Tests.Outbox;
using Syndication.Ingest.Tests.Sources;
using Syndication.Testing;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>Subscriptions over the ends of processes, shared by two of them, and in the other database.</summary>
public sealed class SubscriptionKeepingTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => IngestHost.Ct;

    [Fact]
    public async Task A_subscription_outlives_the_process()
    {
        var directory = Directory.CreateTempSubdirectory("synd-hub-");
        HubRequest request;
        await using (var first = await HubDesk.OpenAsync(directory: directory.FullName))
        {
            first.Show("/feed", Item(1));
            (_, request) = await first.SubscribeAsync();
        }

        await using (var second = await HubDesk.OpenAsync(directory: directory.FullName))
        {
            var here = request with
            {
                Callback = second.Host.Client(null).BaseAddress + new Uri(request.Callback).PathAndQuery[1..],
            };
            Assert.Equal(202, await second.Hub.PushAsync(here, Rss(Item(2))));
            Assert.Equal(2, (await second.Host.ArticlesAsync()).Count);
            Assert.Empty(second.Hub.Requests);
        }
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task No_hub_is_asked_before_this_house_can_answer_it()
    {
        var directory = Directory.CreateTempSubdirectory("synd-hub-");
        var time = new ShiftedTime();
        await using var hub = await HubServer.StartAsync();
        await using var origin = await FeedServer.StartAsync();
        origin["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: ("Link", $"<{hub.Url()}>; rel=hub, <{origin.Url("/feed")}>; rel=self")
        );
        await using (var first = SourceDesk.Host(directory: directory.FullName))
        {
            await first.AddFeedAsync(origin.Url("/feed"));
            Assert.Equal(200, (await hub.VerifyAsync(await hub.AskedAsync(), lease: 3600)).Status);
        }

        time.Shift = TimeSpan.FromMinutes(50);
        var slow = new SlowStart(hub);
        await using var second = new IngestHost(
            directory: directory.FullName,
            time: time,
            privateAddresses: true,
            settings: NoPause,
            services: s => s.AddSingleton<IHostedService>(slow)
        );

        Assert.Equal(1, slow.AskedMeanwhile);
        Assert.Equal(200, (await hub.VerifyAsync(await hub.AskedAsync(2))).Status);
        directory.Delete(recursive: true);
    }

    // Begins before the server does, and long enough for clocks to look.
    private sealed class SlowStart(HubServer hub) : IHostedService
    {
        private static readonly TimeSpan Looks = TimeSpan.FromSeconds(3);

        public int AskedMeanwhile { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var watch = Stopwatch.StartNew();
            await Waiting.UntilAsync(
                () => hub.Requests.Count > 1 || watch.Elapsed > Looks,
                Looks * 2,
                "looks",
                cancellationToken
            );
            AskedMeanwhile = hub.Requests.Count;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [Fact]
    public async Task Two_instances_on_one_database_ask_a_hub_once()
    {
        const int Sources = 40;
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = await HubDesk.OpenAsync(database: database);
        await using var other = SourceDesk.Host(database);
        one.Origin["*"] = context =>
            FeedServer.Says(Rss(), headers: ("Link", one.Links(context.Request.Path.Value!)))(context);

        for (var i = 0; i < Sources; i++)
            await one.Host.AddFeedAsync(one.Origin.Url($"/{i}"));
        await one.Hub.AskedAsync(Sources);
        // Another one shows that the clocks have looked once more.
        await other.AddFeedAsync(one.Origin.Url("/last"));
        await Waiting.UntilAsync(
            () => one.Hub.Requests.Any(r => r.Topic.EndsWith("/last", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(30),
            "the last source's request",
            Ct
        );

        Assert.Equal(Sources + 1, one.Hub.Requests.Count);
        Assert.Equal(Sources + 1, one.Hub.Requests.Select(r => r.Topic).Distinct().Count());
    }

    [Fact]
    public async Task PostgreSQL_keeps_it_all_as_well()
    {
        await using var desk = await HubDesk.OpenAsync(database: await postgres.NewDatabaseAsync(Ct));
        desk.Show("/feed", Item(1));
        var (id, request) = await desk.SubscribeAsync();

        Assert.Equal(202, await desk.Hub.PushAsync(request, Rss(Item(2))));
        Assert.Equal(202, await desk.Hub.PushAsync(request, Rss(Item(3)), signature: null));
        Assert.Equal(2, (await desk.Host.ArticlesAsync()).Count);
        Assert.Equal(200, (await desk.Hub.VerifyAsync(request, mode: "denied")).Status);

        var source = await desk.Host.SourceAsync(id);
        Assert.Equal("denied", (string?)source["hubState"]);
        Assert.Equal(2, (int)source["articlesSeen"]!);
        var soon = (DateTimeOffset)source["nextPollAt"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(soon, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }
}
