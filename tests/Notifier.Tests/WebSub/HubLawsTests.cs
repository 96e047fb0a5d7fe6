using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;
using Syndication.Testing.Order;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>Whatever happens in whatever order, these hold.</summary>
[StartsFirst]
public sealed class HubLawsTests
{
    private const int Steps = 40;
    private const int Readers = 4;
    private static readonly TimeSpan[] Whiles =
    [
        TimeSpan.FromSeconds(40),
        TimeSpan.FromMinutes(20),
        TimeSpan.FromHours(7),
        TimeSpan.FromHours(26),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Live_subscribers_have_the_last_version_and_nobody_else_gets_any(int seed)
    {
        var (time, random) = (new ManualTime(), new Random(seed));
        await using var scene = await HubScene.StartAsync(
            time: time,
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["RateLimits:Enabled"] = "false" }
        );
        var readers = new List<HubReader>();
        try
        {
            while (readers.Count < Readers)
                readers.Add(await HubReader.StartAsync(time));
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync(scene, time, random, readers, step);
                await CalmAsync(scene, time);
                await JudgeAsync(scene, time, readers);
            }
            await AllIsWellAsync(scene, time, readers);
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync();
        }
    }

    [Fact]
    public void Pauses_grow_and_end_somewhere_whatever_is_asked()
    {
        var random = new Random(11);
        for (var i = 0; i < 5000; i++)
        {
            var (attempts, chance) = (random.Next(1, 1000), random.NextDouble());
            var pause = HubPauses.After(attempts, null, chance);
            Assert.InRange(pause, TimeSpan.FromSeconds(10), TimeSpan.FromHours(7.2));
            Assert.True(HubPauses.After(attempts + 1, null, chance) >= pause);
            var asked = TimeSpan.FromSeconds(random.NextInt64(0, 10_000_000));
            var wished = HubPauses.After(attempts, asked, chance);
            Assert.InRange(wished, pause, TimeSpan.FromHours(7.2));
            Assert.True(wished >= asked || asked > TimeSpan.FromHours(6));
        }
    }

    private static async Task StepAsync(
        HubScene scene,
        ManualTime time,
        Random random,
        List<HubReader> readers,
        int step
    )
    {
        var reader = readers[random.Next(readers.Count)];
        reader.Confirms = random.Next(4) > 0;
        switch (random.Next(10))
        {
            case < 4:
                reader.Asked = random.Next(3) == 0 ? null : $"গোপন-{step}";
                using (await scene.AskAsync("subscribe", reader.Url, secret: reader.Asked, lease: Lease(random))) { }
                break;
            case 4:
                using (await scene.AskAsync("unsubscribe", reader.Url)) { }
                break;
            case < 8:
                reader.Takes = random.Next(8) switch
                {
                    < 4 => 200,
                    < 6 => 500,
                    6 => 429,
                    _ => 410,
                };
                scene.Feeds.Put(HubScene.Path, Feed(step));
                await scene.ChangeAsync();
                break;
            case 8:
                time.Leap(Whiles[random.Next(Whiles.Length)]);
                break;
            default:
                // Now and then the feed is blocked for a while.
                if (random.Next(4) > 0)
                    break;
                scene.Feeds.Remove(HubScene.Path);
                await scene.ChangeAsync();
                await CalmAsync(scene, time);
                scene.Feeds.Put(HubScene.Path, Feed(step));
                break;
        }
    }

    // Nothing waits for an answer, and nobody is due now.
    private static Task CalmAsync(HubScene scene, ManualTime time)
    {
        var looks = 0;
        return HubScene.UntilAsync(
            async () =>
            {
                if (looks++ < 20)
                    time.Advance(TimeSpan.FromSeconds(1));
                else
                    time.Leap(TimeSpan.FromMinutes(1));
                var now = time.GetUtcNow();
                return (await scene.RequestsAsync()).Count == 0
                    && await scene.ReadAsync(db =>
                        db.HubTopics.AllAsync(
                            t =>
                                t.HeldUntil == null
                                && t.FetchAt > now.AddSeconds(5)
                                && (t.DueAt == null || t.DueAt > now),
                            HubScene.Ct
                        )
                    );
            },
            "calm"
        );
    }

    private static async Task JudgeAsync(HubScene scene, ManualTime time, List<HubReader> readers)
    {
        var now = time.GetUtcNow();
        var rows = await scene.SubscriptionsAsync();
        Assert.Equal(rows.Count, rows.Select(r => r.Callback).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows, r => Assert.InRange(r.DueAt - now, TimeSpan.MinValue, TimeSpan.FromHours(7.2)));
        foreach (var reader in readers)
        {
            Assert.Empty(reader.Faults);
            var row = rows.SingleOrDefault(r => r.Callback == reader.Url && r.LeaseEnd > now);
            Assert.Equal(reader.IsFollowing(now), row is not null);
            if (row is not null)
                Assert.Equal(reader.Secret, row.Secret is null ? null : System.Text.Encoding.UTF8.GetString(row.Secret));
        }
    }

    private static async Task AllIsWellAsync(HubScene scene, ManualTime time, List<HubReader> readers)
    {
        foreach (var reader in readers)
            (reader.Takes, reader.Confirms) = (200, true);
        using (await scene.AskAsync("subscribe", readers[0].Url, lease: "864000")) { }
        await CalmAsync(scene, time);
        var last = scene.Feeds.Put(HubScene.Path, Feed(-1));
        await scene.ChangeAsync();
        await CalmAsync(scene, time);
        time.Leap(TimeSpan.FromHours(7.2));
        await CalmAsync(scene, time);
        await JudgeAsync(scene, time, readers);
        var live = readers.FindAll(r => r.IsFollowing(time.GetUtcNow()));
        Assert.NotEmpty(live);
        Assert.All(live, r => Assert.Equal(last, r.Last));
    }

    private static string? Lease(Random random) =>
        random.Next(3) == 0 ? null : random.Next(0, 3 * 86_400).ToString(CultureInfo.InvariantCulture);

    private static string Feed(int step) => $"<rss><title>সংস্করণ {step}</title></rss>";
}

/// <summary>A subscriber that knows by itself what it may get.</summary>
internal sealed class HubReader : IAsyncDisposable
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(90);
    private readonly CallbackServer _server;
    private readonly ManualTime _time;
    private DateTimeOffset? _leaseEnd;
    private DateTimeOffset _failedAt;
    private int _failures;

    private HubReader(CallbackServer server, ManualTime time)
    {
        (_server, _time) = (server, time);
        server.On("/reader", AnswerAsync);
    }

    public string Url => _server.Url("/reader");

    /// <summary>It gives challenges back.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>What it answers to a version.</summary>
    public int Takes { get; set; } = 200;

    /// <summary>The secret that was asked for last.</summary>
    public string? Asked { get; set; }

    /// <summary>The secret of the subscription that it has confirmed.</summary>
    public string? Secret { get; private set; }

    /// <summary>What it has taken last.</summary>
    public byte[]? Last { get; private set; }

    public List<string> Faults { get; } = [];

    public static async Task<HubReader> StartAsync(ManualTime time) =>
        new(await CallbackServer.StartAsync(HubScene.Ct), time);

    public bool IsFollowing(DateTimeOffset now) => _leaseEnd > now;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(CallbackCall call, HttpContext context)
    {
        if (call.Method == HttpMethods.Post)
        {
            context.Response.StatusCode = Take(call);
            return Task.CompletedTask;
        }
        if (call.Mode == "denied")
        {
            _leaseEnd = null;
            return Task.CompletedTask;
        }
        if (!Confirms)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        _failures = 0;
        if (call.Mode == "subscribe")
        {
            var lease = int.Parse(call.Query["hub.lease_seconds"].ToString(), CultureInfo.InvariantCulture);
            (_leaseEnd, Secret) = (_time.GetUtcNow() + TimeSpan.FromSeconds(lease), Asked);
        }
        else
            _leaseEnd = null;
        return context.Response.WriteAsync(call.Challenge);
    }

    private int Take(CallbackCall call)
    {
        var now = _time.GetUtcNow();
        if (!(_leaseEnd + Slack > now))
            Faults.Add($"a version after the end, at {now:O}");
        var signature = call.Headers["X-Hub-Signature"].ToString();
        var expected = Secret is null
            ? ""
            : "sha256="
                + Convert.ToHexStringLower(
                    HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Secret), call.Body)
                );
        if (signature != expected)
            Faults.Add($"a signature by another secret, at {now:O}");
        if (_failures > 0 && now - _failedAt < HubPauses.After(_failures, null, 0) - TimeSpan.FromSeconds(2))
            Faults.Add($"try {_failures + 1} came {now - _failedAt} after the one before");
        if (Takes == 200)
            (Last, _failures) = (call.Body, 0);
        else
            (_failures, _failedAt) = (_failures + 1, now);
        if (Takes == 410)
            _leaseEnd = null;
        return Takes;
    }
}
