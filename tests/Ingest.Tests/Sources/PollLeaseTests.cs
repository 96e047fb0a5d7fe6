using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Syndication.Ingest.Sources;
using Syndication.Testing;
using Syndication.Testing.Time;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Many sources, several instances, and instances that go in the middle.</summary>
public sealed class PollLeaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, string> Off = new Dictionary<string, string>
    {
        ["Polling:Enabled"] = "false",
    };

    private FeedServer _server = null!;

    private static CancellationToken Ct => IngestHost.Ct;

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Two_instances_on_one_database_poll_each_source_once()
    {
        const int Sources = 600;
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = Host(database);
        await using var other = Host(database);
        _server["*"] = FeedServer.Says(Rss());

        await ImportAsync(one, Sources);
        await Waiting.UntilAsync(
            async () => await PolledAsync(other) == Sources,
            TimeSpan.FromSeconds(60),
            () => $"all sources polled; there were {_server.Count} calls",
            Ct
        );

        Assert.Equal(Sources, _server.Count);
        Assert.All(Enumerable.Range(0, Sources), i => Assert.Single(_server.Requests($"/{i}")));
    }

    [Fact]
    public async Task What_another_instance_has_seen_meanwhile_is_undone_by_a_source_that_takes_it_back()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var one = Host(database, settings: Off);
        await using var other = Host(database, settings: Off);
        _server["/feed"] = FeedServer.Says(Rss(Item(1, "নদীর পানি")));
        var id = await one.AddFeedAsync(_server.Url("/feed"));
        await PollByAsync(one, id);
        _server["/feed"] = FeedServer.Says(Rss(Item(1, "ভুল কথা")));
        await PollByAsync(other, id);
        Assert.Equal("ভুল কথা 1", (string?)(await one.ArticlesAsync())[0]!["title"]);

        _server["/feed"] = FeedServer.Says(Rss(Item(1, "নদীর পানি")));
        await PollByAsync(one, id);

        Assert.Equal("নদীর পানি 1", (string?)(await one.ArticlesAsync())[0]!["title"]);
    }

    private static async Task PollByAsync(IngestHost host, Guid id)
    {
        using var answer = await host.Newsroom.PostAsync($"/api/sources/{id}/poll", null, Ct);
        var claimed = Assert.Single(await host.The<PollClaims>().TakeAsync(10, Ct));
        await host.The<SourcePoller>().PollAsync(claimed, Ct);
    }

    [Fact]
    public async Task A_thousand_sources_that_have_nothing_new_are_asked_in_seconds()
    {
        const int Sources = 1000;
        await using var host = Host();
        _server["*"] = context =>
            context.Request.Headers.IfNoneMatch.Count > 0
                ? FeedServer.Status(StatusCodes.Status304NotModified)(context)
                : FeedServer.Says(Rss(), headers: ("ETag", "\"a\""))(context);
        var watch = Stopwatch.StartNew();

        await ImportAsync(host, Sources);
        await Waiting.UntilAsync(
            async () => await PolledAsync(host) == Sources,
            TimeSpan.FromSeconds(60),
            "all sources polled",
            Ct
        );

        TestContext.Current.SendDiagnosticMessage($"{Sources} sources in {watch.Elapsed}");
        Assert.Equal(Sources, _server.Count);
    }

    [Fact]
    public async Task A_poll_that_a_shutdown_cuts_off_is_made_by_the_next_process_at_once()
    {
        var directory = Directory.CreateTempSubdirectory("synd-poll-");
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server["/feed"] = async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        Guid id;
        await using (var first = Host(directory: directory.FullName))
        {
            id = await first.AddFeedAsync(_server.Url("/feed"));
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        }
        _server["/feed"] = FeedServer.Says(Rss(Item(1)));

        await using (var second = Host(directory: directory.FullName))
        {
            var source = await second.PolledAsync(id);
            Assert.Equal(1, (int)source["articlesSeen"]!);
            Assert.Equal(0, (int)source["failuresInARow"]!);
        }
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_sources_of_an_instance_that_died_are_polled_when_its_lease_is_over()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        var time = new ManualTime();
        await using var dead = Host(database, time, settings: Off);
        _server["/taken"] = FeedServer.Says(Rss(Item(1)));
        _server["/free"] = FeedServer.Says(Rss(Item(2)));
        var taken = await dead.AddFeedAsync(_server.Url("/taken"));
        Assert.Single(await dead.The<PollClaims>().TakeAsync(10, Ct));
        await dead.AddFeedAsync(_server.Url("/free"));

        await using var alive = Host(database, time);
        await AdvanceUntilAsync(time, () => _server.Requests("/free").Count == 1);
        Assert.Empty(_server.Requests("/taken"));
        Assert.Empty(await dead.The<PollClaims>().TakeAsync(10, Ct));

        time.Advance(PollClaims.Lease);
        await AdvanceUntilAsync(time, () => _server.Requests("/taken").Count == 1);
        Assert.Equal(1, (int)(await alive.PolledAsync(taken))["articlesSeen"]!);
    }

    [Fact]
    public async Task A_source_is_asked_again_when_its_time_has_come_and_not_before()
    {
        var time = new ManualTime();
        await using var host = Host(time: time);
        _server["/slow"] = FeedServer.Says(Rss(Item(1)), headers: ("Cache-Control", "max-age=600"));
        _server["/often"] = FeedServer.Says(Rss(Item(2)));
        foreach (var path in (string[])["/slow", "/often"])
        {
            var source = new
            {
                kind = "feed",
                url = _server.Url(path),
                pollInterval = "PT2M",
            };
            await host.PolledAsync(await host.AddAsync(source));
        }

        time.Advance(TimeSpan.FromSeconds(90));
        // Somebody else's poll shows that the clock has looked.
        _server["/other"] = FeedServer.Says(Rss());
        await host.PolledAsync(await host.AddFeedAsync(_server.Url("/other")));
        Assert.Single(_server.Requests("/often"));

        time.Advance(TimeSpan.FromSeconds(60));
        await AdvanceUntilAsync(time, () => _server.Requests("/often").Count == 2);
        Assert.Single(_server.Requests("/slow"));

        time.Advance(TimeSpan.FromSeconds(480));
        await AdvanceUntilAsync(time, () => _server.Requests("/slow").Count == 2);
    }

    [Fact]
    public async Task A_server_that_never_ends_its_answer_is_given_up_after_half_a_minute()
    {
        var time = new ManualTime();
        await using var host = Host(time: time);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server["/feed"] = async context =>
        {
            await context.Response.WriteAsync("<rss", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        var id = await host.AddFeedAsync(_server.Url("/feed"));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        time.Advance(TimeSpan.FromSeconds(31));
        var source = await host.PolledAsync(id);

        Assert.Contains("too long", (string?)source["lastError"], StringComparison.Ordinal);
        Assert.Null(source["lastStatus"]);
    }

    [Fact]
    public async Task One_host_is_called_once_at_a_time_with_a_pause_between()
    {
        await using var host = Host(
            settings: new Dictionary<string, string> { ["Polling:HostPause"] = "00:00:00.300" }
        );
        var open = 0;
        var most = 0;
        _server["*"] = async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            Interlocked.Decrement(ref open);
            await FeedServer.Says(Rss())(context);
        };
        var watch = Stopwatch.StartNew();

        await ImportAsync(host, 6);
        await Waiting.UntilAsync(
            async () => await PolledAsync(host) == 6,
            TimeSpan.FromSeconds(30),
            "all sources polled",
            Ct
        );

        Assert.Equal(1, most);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(5 * 300), $"{watch.Elapsed}");
    }

    // A second now and then: calls that are under way must not run out of a time that flies.
    private static Task AdvanceUntilAsync(ManualTime time, Func<bool> condition)
    {
        const int LooksToASecond = 20;
        var looks = 0;
        return Waiting.UntilAsync(
            () =>
            {
                if (looks++ % LooksToASecond == 0)
                    time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            TimeSpan.FromSeconds(30),
            "the poll",
            Ct
        );
    }

    private static async Task<int> PolledAsync(IngestHost host)
    {
        var polled = 0;
        string? cursor = null;
        do
        {
            var page = await host.GetAsync($"/api/sources?limit=200&cursor={cursor}");
            polled += page["items"]!.AsArray().Count(s => s!["lastPolledAt"] is not null);
            cursor = (string?)page["next"];
        } while (cursor is not null);
        return polled;
    }

    private async Task ImportAsync(IngestHost host, int count)
    {
        var outlines = Enumerable
            .Range(0, count)
            .Select(i => $"<outline text='উৎস {i}' xmlUrl='{_server.Url($"/{i}")}'/>");
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"<opml version='2.0'><body>{string.Concat(outlines)}</body></opml>")
        );
        using var answer = await host.Newsroom.PostAsync("/api/sources/import", body, Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
