using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Who gets an alert, and its corrections, on whichever database.</summary>
public abstract class FanOutTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct));

    [Fact]
    public async Task Everybody_whom_it_concerns_gets_it_once_and_is_counted()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(1_234);
        await fan.AddReadersAsync(50, topic: "sports");

        var alert = await fan.SendAsync();
        await fan.DoneAsync();

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        var count = await fan.CountAsync(alert);
        Assert.Equal((1_234, 1_234, 0), (count.Recipients, count.Delivered, count.Failed));
        Assert.Equal(AlertState.Sent, Assert.Single(await fan.Host.AlertsAsync(Ct)).State);
        var progress = (await fan.Host.The<DeliveryFigures>().OfAsync([alert], Ct))[alert];
        Assert.Equal((1_234, 1.0, 0), (progress.Recipients, progress.Done, progress.Open));
        Assert.InRange(progress.Latency(0.99)!.Value, TimeSpan.FromMilliseconds(1), Fan.Patience);
    }

    [Fact]
    public async Task An_alert_for_nobody_is_out_at_once()
    {
        await using var fan = await StartAsync();
        await fan.SendAsync();
        await fan.DoneAsync();
        Assert.Equal(AlertState.Sent, Assert.Single(await fan.Host.AlertsAsync(Ct)).State);
    }

    [Fact]
    public async Task A_correction_goes_to_everybody_who_had_it_whatever_they_follow_now_and_to_nobody_else()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(700);
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        await fan.ReadAsync(db => db.SubscriptionTopics.ExecuteDeleteAsync(Ct));
        await fan.AddReadersAsync(10);

        await fan.ChangeAsync(alert, DispatchKind.Correction);
        await fan.DoneAsync();

        var second = fan.Channel.Accepted.Skip(700).ToList();
        Assert.Equal(readers, second.Select(a => a.Seq).Order());
        Assert.All(
            second,
            a => Assert.Equal((2, DispatchKind.Correction), (a.Message.Sequence, a.Message.Kind))
        );
        Assert.Equal(700, (await fan.CountAsync(alert)).Delivered);
        Assert.Single(second.Select(a => a.Message.Tag).Distinct());
    }

    [Fact]
    public async Task A_correction_in_mid_sending_reaches_everybody_and_nobody_has_new_words_twice()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(2_000);
        var half = new TaskCompletionSource();
        fan.Channel.Answer = async (_, _, ct) =>
        {
            if (fan.Channel.Tries >= 700)
                half.TrySetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            return DeliveryOutcome.Delivered;
        };

        var alert = await fan.SendAsync();
        await half.Task.WaitAsync(Fan.Patience, Ct);
        await fan.ChangeAsync(alert, DispatchKind.Correction);
        await fan.DoneAsync();

        var had = fan.Channel.Accepted.ToLookup(a => a.Seq, a => a.Message.Sequence);
        Assert.All(readers, r => Assert.Equal(1, had[r].Count(s => s == 2)));
        Assert.All(readers, r => Assert.InRange(had[r].Count(), 1, 2));
        Assert.Contains(readers, r => had[r].Count() == 1);
        Assert.Equal(2_000, (await fan.CountAsync(alert)).Delivered);
    }

    [Fact]
    public async Task A_withdrawal_in_mid_sending_goes_to_those_who_had_it_and_the_others_get_nothing()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(3_000);
        var half = new TaskCompletionSource();
        fan.Channel.Answer = async (_, _, ct) =>
        {
            if (fan.Channel.Tries >= 500)
                half.TrySetResult();
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            return DeliveryOutcome.Delivered;
        };

        var alert = await fan.SendAsync();
        await half.Task.WaitAsync(Fan.Patience, Ct);
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.DoneAsync();

        // One that found no place is tried again after its batch is done, and may have gone out at the very moment.
        ILookup<long, DispatchKind> Had() => fan.Channel.Accepted.ToLookup(a => a.Seq, a => a.Message.Kind);
        await fan.UntilAsync(
            () => Task.FromResult(Had().All(h => h.Count() > 1)),
            "whoever had it to be told"
        );
        var had = Had();
        Assert.All(had, h => Assert.Equal([DispatchKind.Alert, DispatchKind.Withdrawal], h));
        Assert.InRange(had.Count, 500, readers.Count - 1);
        Assert.Equal(AlertState.Withdrawn, Assert.Single(await fan.Host.AlertsAsync(Ct)).State);
    }

    [Fact]
    public async Task A_correction_that_another_overtakes_is_passed_over()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(600);
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        fan.Channel.Answer = async (_, _, ct) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            return DeliveryOutcome.Delivered;
        };
        await fan.ChangeAsync(alert, DispatchKind.Correction);
        await fan.ChangeAsync(alert, DispatchKind.Correction);
        await fan.DoneAsync();

        var had = fan.Channel.Accepted.ToLookup(a => a.Seq, a => a.Message.Sequence);
        Assert.All(readers, r => Assert.Equal(1, had[r].Count(s => s == 3)));
    }

    [Fact]
    public async Task Each_end_has_its_state_and_its_count()
    {
        await using var fan = await StartAsync();
        var gone = await fan.AddReadersAsync(3, s => s.Origin = "https://a.push.apple.com");
        var refused = await fan.AddReadersAsync(2, s => s.Origin = "https://b.push.apple.com");
        await fan.AddReadersAsync(5);
        fan.Channel.Answer = (to, _, _) =>
            Task.FromResult(
                gone.Contains(to.Seq) ? new(DeliveryVerdict.Gone)
                : refused.Contains(to.Seq) ? new(DeliveryVerdict.Refused, Fault: "no")
                : DeliveryOutcome.Delivered
            );

        var alert = await fan.SendAsync();
        await fan.DoneAsync();

        var count = await fan.CountAsync(alert);
        Assert.Equal((10, 5, 3, 2), (count.Recipients, count.Delivered, count.Gone, count.Failed));
        var reader = await fan.ReaderAsync(gone[0]);
        Assert.Equal(SubscriptionState.Gone, reader.State);
        Assert.NotNull(reader.Reason);
        Assert.NotNull((await fan.ReaderAsync(refused[0])).FailingSince);
        Assert.Empty(await fan.DueAsync());
    }

    [Fact]
    public async Task A_dry_run_sends_to_everybody_without_leaving_anything_to_do()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(5);
        await fan.AddReadersAsync(5, s => s.MaxPerDay = 1);
        await fan.AddReadersAsync(5, s => (s.QuietFrom, s.QuietTo) = (0, 1439));

        var alert = await fan.SendAsync(dryRun: true);
        await fan.DoneAsync();

        Assert.All(fan.Channel.Accepted, a => Assert.True(a.Message.DryRun));
        var count = await fan.CountAsync(alert);
        Assert.Equal((15, 10, 5), (count.Recipients, count.Delivered, count.Deferred));
        Assert.Empty(await fan.DueAsync());
    }
}

public sealed class SqliteFanOutTests : FanOutTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresFanOutTests(PostgresFixture postgres) : FanOutTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
