using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Places of a day, and what is counted, are as what was told and nothing else.</summary>
public abstract class TellingFigureTests
{
    private static readonly DeliveryOutcome NoAnswer = new(DeliveryVerdict.Unreachable, Fault: "no answer");
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct), _time);

    [Fact]
    public async Task A_days_number_changes_no_figure_of_what_waited_for_the_end_of_quiet()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(3, s => (s.MaxPerDay, s.QuietFrom, s.QuietTo) = (5, 11 * 60, 14 * 60));
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        Assert.Equal(3, (await fan.CountAsync(alert)).Deferred);

        _time.Advance(TimeSpan.FromHours(2));
        await NothingDueAsync(fan);

        var count = await fan.CountAsync(alert);
        Assert.Equal((3, 3, 0, 0), (count.Recipients, count.Delivered, count.Deferred, count.Capped));
    }

    [Fact]
    public async Task A_dry_run_says_nothing_of_whether_readers_can_be_reached()
    {
        await using var fan = await StartAsync();
        var since = _time.GetUtcNow() - TimeSpan.FromDays(3);
        var reader = Assert.Single(await fan.AddReadersAsync(1, s => s.FailingSince = since));

        await fan.SendAsync(dryRun: true);
        await fan.DoneAsync();

        Assert.Equal(since, (await fan.ReaderAsync(reader)).FailingSince);
    }

    [Fact]
    public async Task Two_places_of_one_day_that_were_not_used_are_both_given_back()
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(await fan.AddReadersAsync(1, s => s.MaxPerDay = 3));
        var (tried, both) = (0, new TaskCompletionSource());
        fan.Channel.Answer = async (_, _, ct) =>
        {
            if (Interlocked.Increment(ref tried) == 2)
                both.SetResult();
            await both.Task.WaitAsync(ct);
            return new(DeliveryVerdict.Refused);
        };

        await fan.SendAsync();
        await fan.SendAsync();
        await fan.DoneAsync();

        Assert.Equal(0, (await fan.ReaderAsync(reader)).DayCount);
    }

    [Fact]
    public async Task A_digest_has_one_place_whichever_of_its_alerts_it_was_counted_with_before_a_crash()
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(await fan.AddReadersAsync(1, s => s.MaxPerDay = 1));
        foreach (var _ in (int[])[1, 2, 3])
        {
            await fan.SendAsync();
            await fan.DoneAsync();
        }
        fan.Channel.Answer = (_, _, _) => Task.FromResult(NoAnswer);
        // As a crash leaves it: the digest counted once with the one and once, after a day, with the other.
        await fan.ReadAsync(async db =>
        {
            foreach (var batch in await db.Batches.ToListAsync(Ct))
                if (RecipientStates.Of(batch.States[0]) == RecipientState.Capped)
                    batch.States = [RecipientStates.Count(batch.States[0], isDue: true)];
            var subscription = await db.Subscriptions.SingleAsync(Ct);
            (subscription.Day, subscription.DayCount) = (20250814, 1);
            return await db.SaveChangesAsync(Ct);
        });

        _time.Advance(TimeSpan.FromHours(20.3));
        await fan.UntilAsync(
            async () => (await fan.ReaderAsync(reader)).DayCount == 0,
            "the one place to be given back"
        );
    }

    private static Task NothingDueAsync(Fan fan) =>
        fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");
}

public sealed class SqliteTellingFigureTests : TellingFigureTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresTellingFigureTests(PostgresFixture postgres) : TellingFigureTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
