using System.Collections.Concurrent;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Clocks are put forward and back, by hours and over midnight: nothing goes out twice, and quiet is quiet.</summary>
public abstract class ClockTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task In_mid_sending_nobody_gets_it_twice_and_everybody_once(int hours)
    {
        var time = new ManualTime();
        await using var fan = new Fan(await NewDatabaseAsync(Ct), time);
        var readers = await fan.AddReadersAsync(1_100);
        var tried = 0;
        fan.Channel.Answer = async (_, _, ct) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, ct);
            if (Interlocked.Increment(ref tried) == 400)
                time.Jump(TimeSpan.FromHours(hours));
            return DeliveryOutcome.Delivered;
        };

        // News for a week: what a jump lets expire is nobody's fault, and no matter here.
        await fan.SendAsync(timeToLive: 7 * 24 * 3600);
        await fan.DoneAsync();
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
    }

    [Fact]
    public async Task Over_midnight_and_back_a_day_has_no_more_alerts_than_its_reader_wants()
    {
        // 23:50 in Dhaka.
        var time = new ManualTime(new DateTimeOffset(2025, 8, 13, 17, 50, 0, TimeSpan.Zero));
        await using var fan = new Fan(await NewDatabaseAsync(Ct), time);
        await fan.AddReadersAsync(1, s => s.MaxPerDay = 1);
        await fan.SendAsync();
        await fan.DoneAsync();
        time.Jump(TimeSpan.FromMinutes(20));
        await fan.SendAsync();
        await fan.DoneAsync();
        Assert.Equal(2, fan.Channel.Accepted.Count);

        time.Jump(TimeSpan.FromMinutes(-20));
        await fan.SendAsync();
        await fan.DoneAsync();
        time.Jump(TimeSpan.FromMinutes(20));
        await fan.SendAsync();
        await fan.DoneAsync();

        Assert.Equal(2, fan.Channel.Accepted.Count);
        Assert.Equal(2, (await fan.DueAsync()).Count(d => d.Reason == DueReason.Digest));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task However_clocks_jump_no_quiet_hour_is_broken_and_nothing_comes_twice(int seed)
    {
        var random = new Random(seed);
        // The night in which Berlin's clocks go back, and the morning in which New York's go forward.
        var start = seed % 2 == 0 ? new DateTime(2025, 10, 25, 20, 0, 0) : new DateTime(2026, 3, 8, 3, 0, 0);
        var time = new ManualTime(new DateTimeOffset(start, TimeSpan.Zero));
        await using var fan = new Fan(await NewDatabaseAsync(Ct), time);
        var readers = await AddSleepersAsync(fan);
        var broken = new ConcurrentQueue<string>();
        fan.Channel.Answer = (to, _, _) =>
        {
            var now = time.GetUtcNow();
            if (IsQuiet(to, now))
                broken.Enqueue($"{to.TimeZone} {to.QuietFrom}-{to.QuietTo} at {now:u}");
            return Task.FromResult(DeliveryOutcome.Delivered);
        };

        for (var i = 0; i < 12; i++)
        {
            await fan.SendAsync(timeToLive: 28 * 24 * 3600);
            await fan.DoneAsync();
            time.Jump(TimeSpan.FromMinutes(random.Next(-200, 400)));
            if (i % 3 == 0)
                time.Advance(TimeSpan.FromMinutes(random.Next(90)));
        }
        await fan.UntilAsync(
            async () =>
            {
                // Hours of ticks would be long; the wall's clock alone is enough.
                time.Jump(TimeSpan.FromMinutes(10));
                return (await fan.DueAsync()).Count == 0;
            },
            "everything to have come"
        );

        Assert.Empty(broken);
        var had = fan.Channel.Accepted.Select(a => (a.Seq, a.Message.AlertId)).ToList();
        Assert.Equal(had.Count, had.Distinct().Count());
        Assert.Equal(12 * readers.Count, had.Count);
    }

    private static async Task<List<long>> AddSleepersAsync(Fan fan)
    {
        var readers = new List<long>();
        foreach (var zone in (string[])["Europe/Berlin", "America/New_York", "Asia/Dhaka"])
        foreach (
            var (from, to) in ((int, int)[])[(60, 150), (150, 180), (22 * 60, 7 * 60), (9 * 60, 17 * 60)]
        )
            readers.AddRange(
                await fan.AddReadersAsync(2, s => (s.TimeZone, s.QuietFrom, s.QuietTo) = (zone, from, to))
            );
        return readers;
    }

    // By the clock on the reader's wall, told apart from what the service has.
    private static bool IsQuiet(Subscription to, DateTimeOffset now)
    {
        var wall = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(to.TimeZone));
        var minute = (wall.Hour * 60) + wall.Minute;
        return to.QuietFrom < to.QuietTo
            ? minute >= to.QuietFrom && minute < to.QuietTo
            : minute >= to.QuietFrom || minute < to.QuietTo;
    }
}

public sealed class SqliteClockTests : ClockTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresClockTests(PostgresFixture postgres) : ClockTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
