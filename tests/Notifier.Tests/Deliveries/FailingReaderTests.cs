using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>When a reader whom nothing reaches is given up, and when not.</summary>
public sealed class FailingReaderTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Faults_of_ours_give_nobody_up_however_long_they_last()
    {
        await using var fan = new Fan("sqlite", _time);
        var reader = Assert.Single(await fan.AddReadersAsync(1));
        Refuse(fan, isOurs: true);

        for (var days = 0; days < 24; days += 3)
            await FailAsync(fan);

        var after = await fan.ReaderAsync(reader);
        Assert.Equal((SubscriptionState.Active, 0), (after.State, after.Failures));
        Assert.Null(after.FailingSince);
    }

    [Fact]
    public async Task It_takes_two_weeks_and_five_failures()
    {
        await using var fan = new Fan("sqlite", _time);
        var since = _time.GetUtcNow() - TimeSpan.FromDays(15);
        var old = Assert.Single(await fan.AddReadersAsync(1, s => (s.FailingSince, s.Failures) = (since, 3)));
        var recent = Assert.Single(await fan.AddReadersAsync(1));
        Refuse(fan, isOurs: false);

        await FailAsync(fan);
        Assert.Equal(SubscriptionState.Active, (await fan.ReaderAsync(old)).State);
        await FailAsync(fan);
        Assert.Equal(SubscriptionState.Expired, (await fan.ReaderAsync(old)).State);
        for (var i = 0; i < 3; i++)
            await FailAsync(fan);

        var other = await fan.ReaderAsync(recent);
        Assert.Equal((SubscriptionState.Active, 5), (other.State, other.Failures));
        await FailAsync(fan);
        Assert.Equal(SubscriptionState.Expired, (await fan.ReaderAsync(recent)).State);
    }

    [Fact]
    public async Task Whoever_is_reached_again_is_counted_anew()
    {
        await using var fan = new Fan("sqlite", _time);
        var since = _time.GetUtcNow() - TimeSpan.FromDays(13);
        var reader = Assert.Single(
            await fan.AddReadersAsync(1, s => (s.FailingSince, s.Failures) = (since, 9))
        );
        await fan.SendAsync();
        await fan.DoneAsync();
        Refuse(fan, isOurs: false);
        await FailAsync(fan);

        Assert.Equal(1, (await fan.ReaderAsync(reader)).Failures);
    }

    [Fact]
    public async Task Whoever_was_never_tried_has_not_failed()
    {
        await using var fan = new Fan("sqlite", _time);
        var readers = await fan.AddReadersAsync(600);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Unreachable, Fault: "503"));
        var alert = await fan.SendAsync(timeToLive: 60);
        await fan.UntilAsync(async () => (await fan.CountAsync(alert)).Expired == 600, "all to expire");

        var failing = 0;
        foreach (var reader in readers)
            failing += (await fan.ReaderAsync(reader)).FailingSince is null ? 0 : 1;
        Assert.InRange(failing, 1, fan.Channel.Tries);
        Assert.InRange(fan.Channel.Tries, 8, 599);
    }

    private static void Refuse(Fan fan, bool isOurs) =>
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Refused, Fault: "no", IsOurs: isOurs));

    // And three days go by.
    private async Task FailAsync(Fan fan)
    {
        await fan.SendAsync();
        await fan.DoneAsync();
        _time.Leap(TimeSpan.FromDays(3));
    }
}
