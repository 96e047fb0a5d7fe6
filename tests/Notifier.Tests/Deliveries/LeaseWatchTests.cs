using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Another instance died, then the clock was put back by an hour: what it held is not held for an hour.</summary>
public abstract class LeaseWatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    [Fact]
    public async Task A_batch_goes_on_within_the_minute()
    {
        await using var fan = new Fan(await NewDatabaseAsync(Ct), _time);
        var readers = await fan.AddReadersAsync(7);
        var start = _time.GetUtcNow();

        await LeaveAsync(
            fan,
            (dispatch, _) =>
            {
                dispatch.IsPlanned = true;
                var batch = Batch.Of(dispatch, readers, start + Hour);
                (batch.LeaseUntil, batch.LeaseBy) = (start + Hour, Guid.NewGuid());
                return [batch];
            }
        );
        await fan.DoneAsync();

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.InRange(_time.GetUtcNow() - start, BatchRun.LeaseLength, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_was_told_to_nobody_because_it_was_made_in_the_future_is_found()
    {
        await using var fan = new Fan(await NewDatabaseAsync(Ct), _time);
        var readers = await fan.AddReadersAsync(7);
        var start = _time.GetUtcNow();

        await LeaveAsync(
            fan,
            (dispatch, _) =>
            {
                dispatch.IsPlanned = true;
                return [Batch.Of(dispatch, readers, start + Hour)];
            }
        );
        await fan.DoneAsync();

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_plan_goes_on_within_the_minute()
    {
        await using var fan = new Fan(await NewDatabaseAsync(Ct), _time);
        var readers = await fan.AddReadersAsync(7);
        var start = _time.GetUtcNow();

        await LeaveAsync(
            fan,
            (dispatch, _) =>
            {
                dispatch.LeaseUntil = start + Hour;
                return [];
            }
        );
        await fan.DoneAsync();

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_delivery_that_was_under_way_is_made_again_within_minutes()
    {
        await using var fan = new Fan(await NewDatabaseAsync(Ct), _time);
        var readers = await fan.AddReadersAsync(1);
        var start = _time.GetUtcNow();

        await LeaveAsync(
            fan,
            (dispatch, alert) =>
            {
                (dispatch.IsPlanned, dispatch.IsDone) = (true, true);
                var batch = Batch.Of(dispatch, readers, start);
                (batch.States, batch.IsDone) = ([RecipientStates.Pack(RecipientState.Retrying, 1)], true);
                return [batch, Due(alert, batch, readers[0], start + Hour)];
            }
        );
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "nothing to be due");

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq));
        Assert.InRange(_time.GetUtcNow() - start, DueTaking.LeaseLength, TimeSpan.FromMinutes(3));
    }

    private static DueDelivery Due(Alert alert, Batch batch, long reader, DateTimeOffset at) =>
        new()
        {
            AlertId = alert.Id,
            Seq = reader,
            Reason = DueReason.Retry,
            DueAt = at - TimeSpan.FromSeconds(1),
            ExpiresAt = at + Hour,
            Kind = DispatchKind.Alert,
            Flash = false,
            Origin = "https://fcm.googleapis.com",
            BatchId = batch.Id,
            Place = 0,
            Attempts = 1,
            LeaseUntil = at,
        };

    // As a dead instance leaves it; this one has started by now.
    private async Task LeaveAsync(Fan fan, Func<Dispatch, Alert, List<object>> leave)
    {
        var alert = new Alert
        {
            Id = Guid.CreateVersion7(),
            Level = BreakingLevel.Breaking,
            Title = "নদীতে সেতু ভেঙে পড়েছে",
            Body = "উদ্ধারকাজ চলছে।",
            Topics = ["international"],
            Language = "bn",
            Key = Guid.NewGuid().ToString(),
            TimeToLive = 24 * 3600,
            OccurredAt = _time.GetUtcNow(),
            CreatedAt = _time.GetUtcNow(),
        };
        var dispatch = Dispatch.Of(alert, DispatchKind.Alert, _time.GetUtcNow());
        await fan.ReadAsync(db =>
        {
            db.Add(alert).Property(a => a.State).CurrentValue = AlertState.Sending;
            db.AddRange(leave(dispatch, alert));
            db.Add(dispatch);
            return db.SaveChangesAsync(Ct);
        });
    }
}

public sealed class SqliteLeaseWatchTests : LeaseWatchTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresLeaseWatchTests(PostgresFixture postgres) : LeaseWatchTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
