using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>What became of an alert is told for longer than the alert was news.</summary>
public sealed class AfterwordTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(nameof(DispatchKind.Correction), 0, 7 * 24 * 3600)]
    [InlineData(nameof(DispatchKind.Withdrawal), 0, 7 * 24 * 3600)]
    [InlineData(nameof(DispatchKind.Withdrawal), 14 * 24 * 3600, 14 * 24 * 3600)]
    public async Task A_push_service_is_asked_to_keep_it_for_a_week_or_as_long_as_the_alert(
        string kind,
        int alerts,
        int seconds
    )
    {
        await using var fan = new Fan("sqlite", _time);
        await fan.AddReadersAsync(1);
        var alert = await fan.SendAsync(timeToLive: alerts);
        await fan.DoneAsync();

        await fan.ChangeAsync(alert, Enum.Parse<DispatchKind>(kind));
        await fan.DoneAsync();

        var told = fan.Channel.Accepted[^1].Message;
        Assert.Equal((kind, seconds), (told.Kind.ToString(), (int)told.TimeToLive.TotalSeconds));
    }

    [Fact]
    public async Task A_push_service_that_is_down_for_longer_than_the_alert_was_news_still_gets_its_withdrawal()
    {
        await using var fan = new Fan("sqlite", _time);
        var readers = await fan.AddReadersAsync(3);
        var alert = await fan.SendAsync(timeToLive: 0);
        await fan.DoneAsync();
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Unreachable, Fault: "503"));
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 3, "all to be tried again");

        // Before they are due again: whoever is tried meanwhile would be due in a time that never comes.
        fan.Channel.Answer = (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);
        _time.Advance(TimeSpan.FromHours(30));
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "the withdrawals");

        Assert.Equal(
            readers,
            fan.Channel.Accepted.Where(a => a.Message.Kind == DispatchKind.Withdrawal)
                .Select(a => a.Seq)
                .Order()
        );
    }
}
