using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>What is due of flash alerts, and what is due of others, while push services hang.</summary>
public sealed class DueLaneTests
{
    // With more than so many there is no room for another page.
    private const int Full = 1024 - 256;
    private static readonly string[] Hanging =
    [
        "https://fcm.googleapis.com",
        "https://updates.push.services.mozilla.com",
        "https://wns2.notify.windows.com",
        "https://wns3.notify.windows.com",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flash_that_is_due_does_not_wait_for_what_hangs()
    {
        // 12:00 in Dhaka; everybody sleeps until 14:00 today.
        var time = new ManualTime();
        await using var fan = new Fan("sqlite", time);
        foreach (var origin in Hanging)
            await fan.AddReadersAsync(400, s => (s.Origin, s.QuietFrom, s.QuietTo) = (origin, 660, 840));
        var readers = await fan.AddReadersAsync(
            20,
            s => (s.Origin, s.QuietFrom, s.QuietTo) = ("https://web.push.apple.com", 660, 840),
            topic: "national"
        );
        fan.Channel.Answer = async (to, _, ct) =>
        {
            if (to.Origin != "https://web.push.apple.com")
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return DeliveryOutcome.Delivered;
        };
        await fan.SendAsync(BreakingLevel.Breaking, timeToLive: 24 * 3600);
        await fan.SendAsync(BreakingLevel.Flash, timeToLive: 24 * 3600, topic: "national");
        await fan.DoneAsync();
        Assert.Equal(Hanging.Length * 400 + 20, (await fan.DueAsync()).Count);
        await SetFlashAsync(fan, time.GetUtcNow().AddDays(1));

        time.Leap(TimeSpan.FromHours(2));
        // As many as there is room for are under way; no time passes, so none of them gives up.
        await UntilAsync(async () => await LeasedAsync(fan) > Full, "the room to be full");
        await SetFlashAsync(fan, time.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(1));

        await UntilAsync(
            () => Task.FromResult(fan.Channel.Accepted.Count == readers.Count),
            "flash to come through"
        );
        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
    }

    private static Task<int> SetFlashAsync(Fan fan, DateTimeOffset due) =>
        fan.ReadAsync(db =>
            db.DueDeliveries.Where(d => d.Flash)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, due), Ct)
        );

    private static Task<int> LeasedAsync(Fan fan) =>
        fan.ReadAsync(db => db.DueDeliveries.CountAsync(d => d.LeaseUntil != null, Ct));

    private static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(condition, Fan.Patience, what, Ct);
}
