using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds.Readers;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Feeds.Tests.Readers;

public sealed class ReaderStatsTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const string Feed = "/feeds/international.rss";
    private const string Stats = "/api/feeds/international/stats";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_are_counted_by_what_they_tell_and_whether_they_came_before()
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(Some.Article);
        using var first = await AskAsync(host, "Feedly/1.0 (…; 12 subscribers)");
        var tag = first.Headers.ETag!.Tag;
        await AskAsync(host, "Feedly/1.0 (…; 15 subscribers)", ("If-None-Match", tag));
        await AskAsync(host, "curl/8");
        await AskAsync(host, "curl/8", ("A-IM", "feed"), ("If-None-Match", tag));
        using (await host.SendAsync(HttpMethod.Head, Feed, ("User-Agent", "curl/8"))) { }
        using (await host.SendAsync(HttpMethod.Get, "/feeds/sports.rss", ("User-Agent", "curl/8"))) { }
        await host.PublishAsync(Some.Article);
        await AskAsync(host, "Reeder/5", ("If-None-Match", tag));

        var today = (await StatsAsync(host, Stats)).GetProperty("days")[0];

        Assert.Equal(15, today.GetProperty("subscribers").GetInt32());
        Assert.Equal(5, today.GetProperty("requests").GetInt32());
        Assert.Equal(2, today.GetProperty("first").GetInt32());
        Assert.Equal(3, today.GetProperty("returning").GetInt32());
        Assert.Equal(2, today.GetProperty("unchanged").GetInt32());
        Assert.Equal(
            ["Feedly 2 1", "curl 2 1", "Reeder 1 1"],
            today
                .GetProperty("agents")
                .EnumerateArray()
                .Select(a =>
                    $"{a.GetProperty("name")} {a.GetProperty("requests")} {a.GetProperty("returning")}"
                )
        );
    }

    [Fact]
    public async Task A_day_begins_at_the_publications_midnight_and_is_kept_through_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("synd-readers-");
        // Ten to midnight in Dhaka.
        var time = new ManualTime(new(2025, 8, 13, 17, 50, 0, TimeSpan.Zero));
        try
        {
            await using (var host = await StartAsync(time, data))
            {
                await AskAsync(host, "Feedly/1.0 (…; 7 subscribers)");
                // Counted before the clock moves.
                _ = await StatsAsync(host, Stats);
                time.Advance(TimeSpan.FromMinutes(20));
                await AskAsync(host, "Feedly/1.0 (…; 9 subscribers)");
            }
            await using (var host = await StartAsync(time, data))
            {
                await AskAsync(host, "curl/8");
                var stats = await StatsAsync(host, $"{Stats}?days=3");

                Assert.Equal("Asia/Dhaka", stats.GetProperty("timeZone").GetString());
                Assert.Equal(
                    ["2025-08-14 9 2", "2025-08-13 7 1", "2025-08-12 0 0"],
                    stats
                        .GetProperty("days")
                        .EnumerateArray()
                        .Select(d =>
                            $"{d.GetProperty("date")} {d.GetProperty("subscribers")} {d.GetProperty("requests")}"
                        )
                );
            }
            AssertTellsNobody(data);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Two_processes_add_up_and_a_repeat_adds_nothing()
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        await using var one = await FeedsHost.ReadyAsync(cache: redis.Server.Configuration);
        await using var other = await FeedsHost.ReadyAsync(cache: redis.Server.Configuration);
        await AskAsync(one, "Feedly/1.0 (…; 7 subscribers)");
        await AskAsync(other, "Feedly/1.0 (…; 8 subscribers)");
        await AskAsync(other, "curl/8");

        foreach (var host in (FeedsHost[])[one, other, one])
            await host.Services.GetRequiredService<ReaderKeeper>().SaveAsync(Ct);
        await AskAsync(one, "curl/8");
        await one.Services.GetRequiredService<ReaderKeeper>().SaveAsync(Ct);

        foreach (var host in (FeedsHost[])[one, other])
        {
            var stats = await StatsAsync(host, Stats);
            var today = stats.GetProperty("days")[0];
            Assert.True(stats.GetProperty("complete").GetBoolean());
            Assert.Equal(8, today.GetProperty("subscribers").GetInt32());
            Assert.Equal(4, today.GetProperty("requests").GetInt32());
        }
    }

    [Theory]
    [InlineData("/api/feeds/all/stats?days=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/all/stats?days=91", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/all/stats?days=%E0%A7%A7", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/nothing/stats", HttpStatusCode.NotFound)]
    [InlineData("/api/feeds/best/stats", HttpStatusCode.Gone)]
    public async Task What_cannot_be_asked_is_refused(string path, HttpStatusCode status)
    {
        await using var host = await FeedsHost.ReadyAsync();
        using var answer = await host.SendAsync(
            HttpMethod.Get,
            path,
            ("Authorization", $"Bearer {FeedsHost.AdminKey}")
        );
        Assert.Equal(status, answer.StatusCode);
        using var nobody = await host.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private static void AssertTellsNobody(DirectoryInfo data)
    {
        var kept = string.Concat(
            data.EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(f => f.DirectoryName!.EndsWith("readers", StringComparison.Ordinal))
                .Select(f => File.ReadAllText(f.FullName))
        );
        Assert.Contains("international", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", kept, StringComparison.Ordinal);
    }

    private static Task<FeedsHost> StartAsync(ManualTime time, DirectoryInfo data) =>
        FeedsHost.ReadyAsync(change: s => s.AddSingleton<TimeProvider>(time), data: data);

    private static Task<HttpResponseMessage> AskAsync(
        FeedsHost host,
        string agent,
        params (string, string)[] headers
    ) => host.SendAsync(HttpMethod.Get, Feed, [("User-Agent", agent.Replace('…', '+')), .. headers]);

    private static async Task<JsonElement> StatsAsync(FeedsHost host, string path)
    {
        using var answer = await host.SendAsync(
            HttpMethod.Get,
            path,
            ("Authorization", $"Bearer {FeedsHost.AdminKey}")
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var stats = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Ct));
        return stats.RootElement.Clone();
    }
}
