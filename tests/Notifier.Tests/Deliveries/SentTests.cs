using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>When an alert is said to be sent.</summary>
public sealed class SentTests
{
    private static readonly DeliveryOutcome NoAnswer = new(DeliveryVerdict.Unreachable, Fault: "503");
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_sent_when_everybody_was_tried_and_not_while_nobody_calls()
    {
        await using var fan = new Fan("sqlite", _time);
        await fan.AddReadersAsync(600);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(NoAnswer);
        await fan.SendAsync(timeToLive: 3600);
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 600, "all to wait");
        Assert.Contains(await fan.DueAsync(), d => d.Attempts == 0);

        // Looked at again and again meanwhile.
        for (var looks = 0; looks < 20; looks++)
            await fan.UntilAsync(() => Task.FromResult(true), "a look");
        Assert.Equal(AlertState.Sending, await StateAsync(fan));

        fan.Channel.Answer = (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);
        await fan.UntilAsync(async () => await StateAsync(fan) == AlertState.Sent, "it to be sent");
        Assert.DoesNotContain(await fan.DueAsync(), d => d.Attempts == 0);
    }

    [Fact]
    public async Task It_is_sent_when_its_time_is_over_whoever_was_tried()
    {
        await using var fan = new Fan("sqlite", _time);
        await fan.AddReadersAsync(600);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(NoAnswer);
        var alert = await fan.SendAsync(timeToLive: 300);

        await fan.UntilAsync(async () => await StateAsync(fan) == AlertState.Sent, "it to be sent");
        Assert.Empty(await fan.DueAsync());
        Assert.Equal(600, (await fan.CountAsync(alert)).Expired);
        Assert.InRange(fan.Channel.Tries, 8, 599);
    }

    [Fact]
    public async Task Whoever_sleeps_or_was_tried_once_is_not_waited_for()
    {
        await using var fan = new Fan("sqlite", _time);
        await fan.AddReadersAsync(2, s => (s.QuietFrom, s.QuietTo) = (11 * 60, 14 * 60));
        await fan.AddReadersAsync(2);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(NoAnswer);
        await fan.SendAsync(timeToLive: 3600);

        await fan.DoneAsync();

        Assert.Equal(4, (await fan.DueAsync()).Count);
        Assert.Equal(AlertState.Sent, await StateAsync(fan));
    }

    private static async Task<AlertState> StateAsync(Fan fan) =>
        Assert.Single(await fan.Host.AlertsAsync(Ct)).State;
}
