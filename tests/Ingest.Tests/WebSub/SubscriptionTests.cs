using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Ingest.Store;
using Syndication.Ingest.Tests.Outbox;
using Syndication.Ingest.Tests.Sources;
using Syndication.Testing;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>How a source's hub is found, asked, and left.</summary>
public sealed class SubscriptionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private HubDesk _desk = null!;

    private static CancellationToken Ct => IngestHost.Ct;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync() => _desk = await HubDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_hub_in_the_headers_is_asked_before_one_in_the_document()
    {
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url("/document")), AtomLink("self", _desk.Origin.Url("/other")), Item(1)),
            headers: ("Link", _desk.Links("/feed", "/header"))
        );

        var (id, request) = await _desk.AskAsync();

        Assert.Equal("subscribe", request.Mode);
        Assert.Equal("/header", request.Path);
        Assert.Equal(_desk.Origin.Url("/feed").AbsoluteUri, request.Topic);
        Assert.Equal("864000", request.LeaseSeconds);
        Assert.InRange(request.Secret!.Length, 32, 199);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal(Hub.Url("/header").AbsoluteUri, (string?)source["hub"]);
        Assert.Equal("asked", (string?)source["hubState"]);
    }

    [Fact]
    public async Task A_hub_in_the_document_alone_is_found()
    {
        _desk.Origin["/feed?ক=১"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url()), AtomLink("self", _desk.Origin.Url("/feed?self")), Item(1))
        );
        _desk.Origin["*"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url()), AtomLink("self", _desk.Origin.Url("/feed?self")), Item(1))
        );

        var (_, request) = await _desk.AskAsync();

        Assert.Equal(_desk.Origin.Url("/feed?self").AbsoluteUri, request.Topic);
    }

    [Fact]
    public async Task A_feed_that_names_the_topic_of_another_site_is_subscribed_to_by_its_own_address()
    {
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: ("Link", $"<{Hub.Url()}>; rel=hub, <https://onno.example/feed>; rel=self")
        );

        var (_, request) = await _desk.AskAsync();

        Assert.Equal(_desk.Origin.Url("/feed").AbsoluteUri, request.Topic);
    }

    [Fact]
    public async Task A_hub_that_asks_back_gets_its_challenge_and_nothing_else()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.AskAsync();

        var (status, body, answer) = await Hub.VerifyAsync(request, lease: 7200, challenge: "<b>হ্যাঁ</b>");

        Assert.Equal(200, status);
        Assert.Equal("<b>হ্যাঁ</b>", body);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal("verified", (string?)source["hubState"]);
        var lease = (DateTimeOffset)source["hubLeaseUntil"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(lease.TotalSeconds, 7200 - 120, 7200);
        // Asked again, because the answer was lost on its way: the same answer.
        Assert.Equal(200, (await Hub.VerifyAsync(request)).Status);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_confirmed()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.AskAsync();
        var stranger = request with { Callback = request.Callback[..^43] + new string('a', 43) };

        Assert.Equal(404, (await Hub.VerifyAsync(request, topic: request.Topic + "/")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, topic: request.Topic.ToUpperInvariant())).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, challenge: "")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, challenge: new string('x', 2049))).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, mode: "publish")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, mode: "unsubscribe")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(stranger)).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(stranger, mode: "denied")).Status);
        Assert.Equal("asked", (string?)(await _desk.Host.SourceAsync(id))["hubState"]);
    }

    [Fact]
    public async Task A_hub_that_denies_says_why_and_is_believed()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        var (status, _, _) = await Hub.VerifyAsync(request, mode: "denied", reason: "এই বিষয়\nএখানে নেই");

        Assert.Equal(200, status);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal("denied", (string?)source["hubState"]);
        Assert.EndsWith("এই বিষয় এখানে নেই", (string?)source["hubError"], StringComparison.Ordinal);
        Assert.Null(source["hubLeaseUntil"]);
        Assert.Equal(404, (await Hub.VerifyAsync(request)).Status);
    }

    [Fact]
    public async Task The_next_hub_is_asked_when_one_refuses_and_is_told_other_secrets()
    {
        Hub.Answers = (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/one" ? 403 : 202;
            return Task.CompletedTask;
        };
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: (
                "Link",
                $"<{Hub.Url("/one")}>; rel=hub, <{Hub.Url("/two")}>; rel=hub, </feed>; rel=self"
            )
        );

        var (id, one) = await _desk.AskAsync();
        var two = await Hub.AskedAsync(2);

        Assert.Equal(("/one", "/two"), (one.Path, two.Path));
        Assert.NotEqual(one.Callback, two.Callback);
        Assert.NotEqual(one.Secret, two.Secret);
        Assert.Equal(404, (await Hub.VerifyAsync(one)).Status);
        Assert.Equal(200, (await Hub.VerifyAsync(two)).Status);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal(Hub.Url("/two").AbsoluteUri, (string?)source["hub"]);
    }

    [Fact]
    public async Task A_hub_that_has_moved_for_now_is_followed_with_the_whole_request()
    {
        Hub.Answers = (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/hub" ? 307 : 202;
            if (request.Path == "/hub")
                context.Response.Headers.Location = "/there";
            return Task.CompletedTask;
        };
        _desk.Show("/feed", Item(1));

        var (id, first) = await _desk.AskAsync();
        var there = await Hub.AskedAsync(2);

        Assert.Equal(first with { Path = "/there" }, there);
        Assert.Equal(200, (await Hub.VerifyAsync(there)).Status);
        Assert.Equal("verified", (string?)(await _desk.Host.SourceAsync(id))["hubState"]);
    }

    [Fact]
    public async Task A_hub_in_private_space_is_not_called()
    {
        await using var host = new IngestHost();
        var source = new SourceRow
        {
            Id = Guid.NewGuid(),
            Url = "https://shokal.example/feed",
            Name = "উৎস",
            Enabled = true,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Hub = Hub.Url().AbsoluteUri,
            Topic = "https://shokal.example/feed",
            HubDueAt = TimeProvider.System.GetUtcNow(),
        };
        await using (var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct))
        {
            db.Sources.Add(source);
            await db.SaveChangesAsync(Ct);
        }

        var after = await host.UntilAsync(source.Id, s => s["hubError"] is not null, "the refusal");

        Assert.Equal("denied", (string?)after["hubState"]);
        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public async Task A_source_that_is_removed_leaves_its_hub_and_its_callback_is_dead()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        await _desk.Host.Newsroom.DeleteAsync(new Uri($"/api/sources/{id}", UriKind.Relative), Ct);
        var farewell = await Hub.AskedAsync(2);

        Assert.Equal(
            ("unsubscribe", request.Topic, request.Callback),
            (farewell.Mode, farewell.Topic, farewell.Callback)
        );
        Assert.Null(farewell.Secret);
        var (status, body, _) = await Hub.VerifyAsync(farewell, mode: "unsubscribe", challenge: "bye");
        Assert.Equal((200, "bye"), (status, body));
        Assert.Equal(404, (await Hub.VerifyAsync(request)).Status);
        Assert.Equal(410, await Hub.PushAsync(request, Rss(Item(2))));
    }

    [Fact]
    public async Task A_source_that_is_switched_off_and_on_subscribes_anew()
    {
        _desk.Show("/feed", Item(1));
        var (id, first) = await _desk.SubscribeAsync();

        await _desk.Host.PatchAsync(id, """{"enabled": false}""");
        var farewell = await Hub.AskedAsync(2);
        Assert.Equal(("unsubscribe", first.Callback), (farewell.Mode, farewell.Callback));
        Assert.Equal(410, await Hub.PushAsync(first, Rss(Item(2))));
        await _desk.Host.PatchAsync(id, """{"enabled": true}""");
        var second = await Hub.AskedAsync(3);

        Assert.Equal("subscribe", second.Mode);
        Assert.NotEqual(first.Callback, second.Callback);
        Assert.Equal(200, (await Hub.VerifyAsync(second)).Status);
    }

    [Fact]
    public async Task A_feed_that_names_another_hub_is_subscribed_to_there()
    {
        _desk.Show("/feed", Item(1));
        var (id, first) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1), Item(2)),
            headers: ("Link", _desk.Links("/feed", "/new"))
        );

        await _desk.Host.PollAgainAsync(id);
        await Hub.AskedAsync(3);

        Assert.Contains(Hub.Requests, r => r is { Mode: "subscribe", Path: "/new" });
        Assert.Contains(Hub.Requests, r => r.Mode == "unsubscribe" && r.Callback == first.Callback);
        Assert.Equal(410, await Hub.PushAsync(first, Rss(Item(3))));
    }

    [Fact]
    public async Task A_feed_that_names_no_hub_any_more_is_only_polled()
    {
        _desk.Show("/feed", Item(1));
        var (id, _) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(Rss(Item(1), Item(2)));

        var source = await _desk.Host.PollAgainAsync(id);

        Assert.Null(source["hub"]);
        Assert.Null(source["hubState"]);
        Assert.Equal("unsubscribe", (await Hub.AskedAsync(2)).Mode);
    }

    [Fact]
    public async Task An_answer_without_a_document_changes_nothing_of_the_hub()
    {
        _desk.Show("/feed", Item(1));
        var (id, _) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(Rss(Item(1)));

        var source = await _desk.Host.PollAgainAsync(id);

        Assert.Equal(Hub.Url().AbsoluteUri, (string?)source["hub"]);
        Assert.Equal("verified", (string?)source["hubState"]);
    }

    [Fact]
    public async Task Nobody_is_told_the_callback_or_the_secret()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        var text = (await _desk.Host.SourceAsync(id)).ToJsonString();

        Assert.DoesNotContain(request.Secret!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Callback[^43..], text, StringComparison.Ordinal);
    }

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

    private static string AtomLink(string relation, Uri address) =>
        $"<link xmlns='http://www.w3.org/2005/Atom' rel='{relation}' href='{address.AbsoluteUri}'/>";
}
