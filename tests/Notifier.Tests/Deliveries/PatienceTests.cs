using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>"Too many", said of one reader or of all of them.</summary>
public sealed class PatienceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Patience_that_is_asked_for_one_reader_keeps_nobody_else_waiting()
    {
        await using var fan = new Fan("sqlite");
        var readers = await fan.AddReadersAsync(2_000);
        var one = readers[700];
        fan.Channel.Answer = (to, _, _) =>
            Task.FromResult(to.Seq == one ? TooMany(TimeSpan.FromHours(1)) : DeliveryOutcome.Delivered);

        var alert = await fan.SendAsync(timeToLive: 2 * 3600);
        await fan.UntilAsync(
            () => Task.FromResult(fan.Channel.Accepted.Count == readers.Count - 1),
            "everybody else"
        );

        await fan.UntilAsync(async () => (await fan.CountAsync(alert)).Delivered == 1_999, "the figures");
        Assert.Equal(2_000, fan.Channel.Tries);
        Assert.Equal(one, Assert.Single(await fan.DueAsync()).Seq);
    }

    [Fact]
    public async Task A_wish_of_two_hours_is_heeded_for_two_hours()
    {
        await using var fan = new Fan("sqlite");
        await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(TooMany(TimeSpan.FromHours(2)));
        var now = TimeProvider.System.GetUtcNow();

        await fan.SendAsync(timeToLive: 3 * 3600);
        await fan.DoneAsync();

        var due = Assert.Single(await fan.DueAsync());
        Assert.InRange(due.DueAt, now.AddHours(2), now.AddHours(2).AddMinutes(1));
        Assert.Equal(1, fan.Channel.Tries);
    }

    [Fact]
    public async Task What_may_not_be_tried_again_in_its_time_expires_at_once()
    {
        await using var fan = new Fan("sqlite");
        await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(TooMany(TimeSpan.MaxValue));

        var alert = await fan.SendAsync(timeToLive: 3600);
        await fan.DoneAsync();

        Assert.Equal(1, (await fan.CountAsync(alert)).Expired);
        Assert.Empty(await fan.DueAsync());
    }

    [Fact]
    public async Task Patience_that_is_asked_for_everybody_is_had_with_everybody()
    {
        await using var fan = new Fan("sqlite");
        await fan.AddReadersAsync(2_000);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(TooMany(TimeSpan.FromHours(1)));

        await fan.SendAsync(timeToLive: 2 * 3600);
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 2_000, "all to wait");

        // Those who went to see, and no more.
        Assert.InRange(fan.Channel.Tries, 3, GateLimits.Scouts);
    }

    private static DeliveryOutcome TooMany(TimeSpan asked) =>
        new(DeliveryVerdict.Throttled, asked, "The push service asks for patience (429).");
}
