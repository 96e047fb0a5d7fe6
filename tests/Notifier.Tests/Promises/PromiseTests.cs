using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Promises;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Alerts;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Promises;

/// <summary>90 of 100 readers within two minutes: measured, written down and alarmed.</summary>
public sealed class PromiseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100, 90, 0, true, "kept: 90 % of 100 readers had it")]
    [InlineData(100, 89, 0, false, "broken: 89 % of 100 readers had it")]
    [InlineData(100, 45, 50, true, "kept: 90 % of 50 readers had it")]
    [InlineData(100, 0, 100, true, "kept: nobody was due")]
    // Ten have left, and are counted nowhere.
    [InlineData(100, 81, 0, true, "kept: 90 % of 90 readers had it", 9)]
    public void Who_sleeps_or_has_left_is_not_due(
        int recipients,
        int delivered,
        int deferred,
        bool kept,
        string words,
        int? open = null
    )
    {
        var verdict = PromiseVerdict.Of(
            Progress(recipients, delivered, deferred, [], open ?? recipients - delivered - deferred),
            TimeSpan.FromMinutes(2)
        );

        Assert.Equal((kept, words), (verdict.IsKept, verdict.Words));
    }

    [Fact]
    public void Judged_late_only_what_came_in_time_counts()
    {
        var took = new int[LatencyScale.Buckets];
        took[LatencyScale.BucketOf(TimeSpan.FromSeconds(5))] = 60;
        took[LatencyScale.BucketOf(TimeSpan.FromMinutes(20))] = 40;
        var progress = Progress(100, 100, 0, LatencyScale.Add([], took), open: 0);

        Assert.False(PromiseVerdict.Of(progress, TimeSpan.FromMinutes(30)).IsKept);
        Assert.True(PromiseVerdict.Of(progress, TimeSpan.FromMinutes(2)).IsKept);
    }

    [Fact]
    public void What_is_not_planned_after_two_minutes_is_broken() =>
        Assert.False(PromiseVerdict.Of(null, TimeSpan.FromMinutes(2)).IsKept);

    [Fact]
    public async Task A_push_service_that_is_down_breaks_it_which_is_said_for_an_hour()
    {
        var time = new ManualTime();
        await using var fan = new Fan("sqlite", time);
        await fan.AddReadersAsync(4);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Unreachable, Fault: "It is away."));
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);

        var id = await newsroom.MakeAsync();
        await fan.UntilAsync(
            async () =>
                (await newsroom.HistoryAsync(id)).Exists(a =>
                    a.StartsWith("system promise", StringComparison.Ordinal)
                ),
            "the verdict"
        );

        Assert.Equal(
            "system promise: broken: 0 % of 4 readers had it",
            (await newsroom.HistoryAsync(id))[^1]
        );
        var health = await HealthAsync(fan.Host);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("was late", health.Description, StringComparison.Ordinal);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);
        var next = await newsroom.MakeAsync();
        await fan.UntilAsync(
            async () =>
                (await newsroom.HistoryAsync(next)).Contains(
                    "system promise: kept: 100 % of 4 readers had it"
                ),
            "the next verdict"
        );
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(fan.Host)).Status);
    }

    [Fact]
    public async Task What_went_out_before_there_were_dispatches_is_not_judged()
    {
        var time = new ManualTime();
        await using var fan = new Fan("sqlite", time);
        await fan.AddReadersAsync(1);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var before = await newsroom.MakeAsync();
        await fan.DoneAsync();
        await fan.ReadAsync(db => db.Dispatches.ExecuteDeleteAsync(Ct));

        var after = await newsroom.MakeAsync();
        await fan.UntilAsync(async () => await IsJudgedAsync(newsroom, after), "the verdict");

        Assert.False(await IsJudgedAsync(newsroom, before));
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(fan.Host)).Status);
    }

    private static async Task<bool> IsJudgedAsync(Newsroom newsroom, Guid id) =>
        (await newsroom.HistoryAsync(id)).Exists(a =>
            a.StartsWith("system promise", StringComparison.Ordinal)
        );

    internal static async Task<HealthReportEntry> HealthAsync(NotifierHost host)
    {
        var report = await host.The<HealthCheckService>().CheckHealthAsync(c => c.Name == "alerts", Ct);
        return report.Entries["alerts"];
    }

    private static AlertProgress Progress(
        int recipients,
        int delivered,
        int deferred,
        byte[] latencies,
        int open
    ) =>
        new()
        {
            IsPlanned = true,
            Open = open,
            Counts =
            [
                new()
                {
                    AlertId = Guid.NewGuid(),
                    Channel = ChannelKind.WebPush,
                    Recipients = recipients,
                    Delivered = delivered,
                    Deferred = deferred,
                    Latencies = latencies,
                },
            ],
        };
}
