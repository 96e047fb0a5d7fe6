using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Quiet hours, the day's number, retries and their end, on whichever database. It is noon in Dhaka.</summary>
public abstract class ReaderRulesTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct), _time);

    [Fact]
    public async Task In_quiet_hours_it_waits_for_their_end_even_beyond_its_time()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(3, s => (s.QuietFrom, s.QuietTo) = (11 * 60, 14 * 60));
        var alert = await fan.SendAsync(timeToLive: 600);
        await fan.DoneAsync();
        Assert.Empty(fan.Channel.Accepted);
        Assert.Equal(3, (await fan.CountAsync(alert)).Deferred);

        _time.Advance(TimeSpan.FromMinutes(100));
        Assert.Empty(fan.Channel.Accepted);
        _time.Advance(TimeSpan.FromMinutes(20));
        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count == 3), "the deferred ones");

        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");
        var count = await fan.CountAsync(alert);
        Assert.Equal((0, 3), (count.Deferred, count.Delivered));
    }

    [Fact]
    public async Task What_was_withdrawn_in_quiet_hours_is_never_shown()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(3, s => (s.QuietFrom, s.QuietTo) = (11 * 60, 14 * 60));
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.DoneAsync();

        _time.Advance(TimeSpan.FromHours(3));
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");

        Assert.Equal(0, fan.Channel.Tries);
        Assert.Equal(0, (await fan.CountAsync(alert)).Deferred);
    }

    [Fact]
    public async Task A_flash_breaks_the_quiet_of_those_who_allow_it()
    {
        await using var fan = await StartAsync();
        var allows = await fan.AddReadersAsync(
            2,
            s => (s.QuietFrom, s.QuietTo, s.FlashInQuiet) = (0, 1439, true)
        );
        await fan.AddReadersAsync(2, s => (s.QuietFrom, s.QuietTo) = (0, 1439));
        await fan.SendAsync(BreakingLevel.Flash);
        await fan.DoneAsync();
        Assert.Equal(allows, fan.Channel.Accepted.Select(a => a.Seq).Order());
    }

    [Fact]
    public async Task Over_the_days_number_comes_as_one_digest_when_the_next_day_is_not_quiet_and_counts_as_one()
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(
            await fan.AddReadersAsync(1, s => (s.MaxPerDay, s.QuietFrom, s.QuietTo) = (2, 23 * 60, 7 * 60))
        );
        // At once: no two of them may take the same place of the day.
        foreach (var title in (string[])["এক", "দুই", "তিন", "চার", "পাঁচ"])
            await fan.SendAsync(title: title);
        await fan.DoneAsync();
        Assert.Equal(2, fan.Channel.Accepted.Count);
        Assert.Equal(3, (await fan.DueAsync()).Count(d => d.Reason == DueReason.Digest));
        Assert.Equal(2, (await fan.ReaderAsync(reader)).DayCount);

        // Noon to eight in the morning, and some minutes.
        _time.Advance(TimeSpan.FromHours(19.5));
        Assert.Equal(2, fan.Channel.Tries);
        _time.Advance(TimeSpan.FromHours(0.7));
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "the digest to be out");

        var digest = Assert.Single(fan.Channel.Accepted.Skip(2)).Message;
        Assert.Equal((AlertWords.DigestTag, "bn"), (digest.Tag, digest.Language));
        Assert.Equal(3, digest.Body.Split(" • ").Length);
        var after = await fan.ReaderAsync(reader);
        Assert.Equal((20250814, 1), (after.Day, after.DayCount));
    }

    [Fact]
    public async Task A_correction_passes_the_days_number()
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(await fan.AddReadersAsync(1, s => s.MaxPerDay = 1));
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        await fan.ChangeAsync(alert, DispatchKind.Correction);
        await fan.DoneAsync();
        Assert.Equal([1, 2], fan.Channel.Accepted.Select(a => a.Message.Sequence));
        Assert.Equal(1, (await fan.ReaderAsync(reader)).DayCount);
    }

    [Fact]
    public async Task A_place_of_the_day_that_was_not_used_is_given_back()
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(await fan.AddReadersAsync(1, s => s.MaxPerDay = 1));
        fan.Channel.Answer = (_, _, _) => Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Refused));
        await fan.SendAsync();
        await fan.DoneAsync();
        Assert.Equal(0, (await fan.ReaderAsync(reader)).DayCount);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);
        await fan.SendAsync();
        await fan.DoneAsync();
        Assert.Single(fan.Channel.Accepted);
    }

    [Fact]
    public async Task What_does_not_answer_is_tried_again_until_it_does()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(4);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(
                fan.Channel.Tries < 10
                    ? new(DeliveryVerdict.Unreachable, Fault: "500")
                    : DeliveryOutcome.Delivered
            );
        var alert = await fan.SendAsync();
        await fan.UntilAsync(async () => (await fan.CountAsync(alert)).Delivered == 4, "all four");
        Assert.Equal(4, fan.Channel.Accepted.Select(a => a.Seq).Distinct().Count());
        Assert.Empty(await fan.DueAsync());
    }

    [Fact]
    public async Task What_never_answers_within_its_time_expires_and_after_two_weeks_so_does_the_subscription()
    {
        await using var fan = await StartAsync();
        var since = _time.GetUtcNow() - TimeSpan.FromDays(15);
        var old = await fan.AddReadersAsync(1, s => (s.FailingSince, s.Failures) = (since, 4));
        var recent = await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Unreachable, Fault: "500"));
        var alert = await fan.SendAsync(timeToLive: 120);
        await fan.UntilAsync(async () => (await fan.CountAsync(alert)).Expired == 2, "both to expire");
        Assert.Equal(SubscriptionState.Expired, (await fan.ReaderAsync(old[0])).State);
        var other = await fan.ReaderAsync(recent[0]);
        Assert.Equal(SubscriptionState.Active, other.State);
        Assert.NotNull(other.FailingSince);
    }

    [Fact]
    public async Task Retry_after_is_heeded()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(
                fan.Channel.Tries == 0
                    ? new(DeliveryVerdict.Throttled, TimeSpan.FromMinutes(5))
                    : DeliveryOutcome.Delivered
            );
        await fan.SendAsync();
        await fan.DoneAsync();
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, fan.Channel.Tries);
        _time.Advance(TimeSpan.FromMinutes(2));
        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count == 1), "the second try");
    }

    [Fact]
    public async Task A_clock_that_jumps_shows_nothing_twice()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(1_500, s => s.MaxPerDay = 3);
        fan.Channel.Answer = async (to, _, ct) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
            if (to.Seq % 400 == 0)
                _time.Advance(TimeSpan.FromMinutes(3));
            return DeliveryOutcome.Delivered;
        };
        await fan.SendAsync();
        await fan.DoneAsync();
        // Whoever stood at the gate while the clock jumped has waited too long by it, and is due again.
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");
        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.Equal(1, await fan.ReadAsync(db => db.Subscriptions.MaxAsync(s => s.DayCount, Ct)));
    }
}

public sealed class SqliteReaderRulesTests : ReaderRulesTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresReaderRulesTests(PostgresFixture postgres) : ReaderRulesTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
