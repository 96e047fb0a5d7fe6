using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Whoever has seen an alert, or may have, hears what became of it.</summary>
public abstract class TellingTests
{
    private static readonly DeliveryOutcome NoAnswer = new(DeliveryVerdict.Unreachable, Fault: "no answer");
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct), _time);

    [Fact]
    public async Task What_a_digest_tells_stays_counted_as_left_to_it_once()
    {
        await using var fan = await StartAsync();
        var (first, second) = await OneAndADigestAsync(fan);

        Assert.Equal((1, 0), Figures(await fan.CountAsync(first)));
        Assert.Equal((0, 1), Figures(await fan.CountAsync(second)));
        static (int, int) Figures(AlertCount count) => (count.Delivered, count.Capped);
    }

    [Theory]
    [InlineData(nameof(DispatchKind.Correction))]
    [InlineData(nameof(DispatchKind.Withdrawal))]
    public async Task Whoever_had_it_in_a_digest_hears_what_became_of_it(string kind)
    {
        await using var fan = await StartAsync();
        var (_, second) = await OneAndADigestAsync(fan);
        Assert.Null(fan.Channel.Accepted[^1].Message.AlertId);

        await fan.ChangeAsync(second, Enum.Parse<DispatchKind>(kind));
        await fan.DoneAsync();

        Assert.Equal(3, fan.Channel.Accepted.Count);
        var told = fan.Channel.Accepted[^1].Message;
        Assert.Equal((second, kind, 2), (told.AlertId!.Value, told.Kind.ToString(), told.Sequence));
    }

    [Fact]
    public async Task What_was_withdrawn_while_its_digest_was_on_its_way_is_taken_back()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1, s => s.MaxPerDay = 1);
        await fan.SendAsync();
        await fan.DoneAsync();
        var second = await fan.SendAsync();
        await fan.DoneAsync();
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        fan.Channel.Answer = async (_, message, ct) =>
        {
            if (message.AlertId is null)
            {
                begun.TrySetResult();
                await goOn.Task.WaitAsync(ct);
            }
            return DeliveryOutcome.Delivered;
        };
        _time.Advance(TimeSpan.FromHours(21));
        await fan.UntilAsync(() => Task.FromResult(begun.Task.IsCompleted), "the digest to begin");

        await fan.ChangeAsync(second, DispatchKind.Withdrawal);
        await fan.DoneAsync();
        goOn.SetResult();
        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count == 3), "the withdrawal");

        Assert.Equal(DispatchKind.Withdrawal, fan.Channel.Accepted[^1].Message.Kind);
    }

    [Fact]
    public async Task Whoever_may_have_it_because_no_answer_came_hears_of_its_withdrawal_and_gets_nothing_else()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(3);
        fan.Channel.Answer = (_, _, _) => Task.FromResult(NoAnswer);
        var alert = await fan.SendAsync();
        await fan.DoneAsync();

        fan.Channel.Answer = (_, message, _) =>
            Task.FromResult(message.Kind == DispatchKind.Alert ? NoAnswer : DeliveryOutcome.Delivered);
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count >= 3), "the withdrawals");
        _time.Advance(TimeSpan.FromHours(2));
        await NothingDueAsync(fan);

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.All(fan.Channel.Accepted, a => Assert.Equal(2, a.Message.Sequence));
        Assert.Equal(0, (await fan.CountAsync(alert)).Delivered);
    }

    [Fact]
    public async Task Whom_a_push_service_has_not_taken_hears_of_nothing()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(3);
        fan.Channel.Answer = (_, _, _) =>
            Task.FromResult(new DeliveryOutcome(DeliveryVerdict.Throttled, TimeSpan.FromMinutes(30)));
        var alert = await fan.SendAsync();
        await fan.DoneAsync();
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.DoneAsync();
        fan.Channel.Answer = (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);

        _time.Advance(TimeSpan.FromHours(2));
        await NothingDueAsync(fan);

        Assert.Empty(fan.Channel.Accepted);
    }

    [Theory]
    [InlineData(nameof(DispatchKind.Correction))]
    [InlineData(nameof(DispatchKind.Withdrawal))]
    public async Task An_answer_that_fails_to_come_while_new_words_are_decided_does_not_keep_them_from_its_reader(
        string kind
    )
    {
        await using var fan = await StartAsync();
        var reader = Assert.Single(await fan.AddReadersAsync(1));
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        fan.Channel.Answer = async (_, message, ct) =>
        {
            if (message.Sequence > 1)
                return DeliveryOutcome.Delivered;
            begun.TrySetResult();
            await goOn.Task.WaitAsync(ct);
            return NoAnswer;
        };
        var alert = await fan.SendAsync();
        await fan.UntilAsync(() => Task.FromResult(begun.Task.IsCompleted), "the first words to begin");
        await fan.ChangeAsync(alert, Enum.Parse<DispatchKind>(kind));
        goOn.SetResult();

        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count > 0), "the new words");
        await NothingDueAsync(fan);

        var told = Assert.Single(fan.Channel.Accepted);
        Assert.Equal((reader, 2), (told.Seq, told.Message.Sequence));
    }

    [Fact]
    public async Task Old_words_that_may_be_out_and_are_tried_no_more_are_corrected_all_the_same()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, message, _) =>
            Task.FromResult(message.Kind == DispatchKind.Alert ? NoAnswer : DeliveryOutcome.Delivered);
        var alert = await fan.SendAsync(timeToLive: 120);
        await fan.DoneAsync();
        await fan.ChangeAsync(alert, DispatchKind.Correction);

        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count > 0), "the correction");

        Assert.Equal(DispatchKind.Correction, Assert.Single(fan.Channel.Accepted).Message.Kind);
        Assert.Equal(1, (await fan.CountAsync(alert)).Expired);
    }

    [Theory]
    [InlineData(nameof(DispatchKind.Correction))]
    [InlineData(nameof(DispatchKind.Withdrawal))]
    public async Task What_may_be_out_and_was_given_up_is_changed_afterwards_all_the_same(string kind)
    {
        var change = Enum.Parse<DispatchKind>(kind);
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        fan.Channel.Answer = (_, message, _) =>
            Task.FromResult(message.Kind == DispatchKind.Alert ? NoAnswer : DeliveryOutcome.Delivered);
        var alert = await fan.SendAsync(timeToLive: 120);
        await fan.UntilAsync(async () => (await fan.CountAsync(alert)).Expired == 1, "it to be given up");

        await fan.ChangeAsync(alert, change);

        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count > 0), "the new words");
        Assert.Equal(change, Assert.Single(fan.Channel.Accepted).Message.Kind);
        Assert.Equal(1, (await fan.CountAsync(alert)).Expired);
    }

    [Fact]
    public async Task What_a_dead_instance_had_begun_with_may_be_out_and_is_taken_back()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(new DeliveryOptions().AtOncePerBatch + 100);
        var alert = await fan.SendAsync(title: "যা ফিরিয়ে নেওয়া হলো", dryRun: true);
        await fan.DoneAsync();
        fan.Channel.Clear();
        await fan.ReadAsync(db => LeaveBegunAsync(db, alert, readers));
        await fan.ChangeAsync(alert, DispatchKind.Withdrawal);
        await fan.DoneAsync();
        await fan.UntilAsync(
            () => Task.FromResult(fan.Channel.Accepted.Count >= readers.Count),
            "the withdrawals"
        );

        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        Assert.All(fan.Channel.Accepted, a => Assert.Equal(DispatchKind.Withdrawal, a.Message.Kind));
    }

    private async Task<(Guid First, Guid Second)> OneAndADigestAsync(Fan fan)
    {
        await fan.AddReadersAsync(1, s => s.MaxPerDay = 1);
        var first = await fan.SendAsync();
        await fan.DoneAsync();
        var second = await fan.SendAsync();
        await fan.DoneAsync();
        _time.Advance(TimeSpan.FromHours(21));
        await NothingDueAsync(fan);
        Assert.Equal(2, fan.Channel.Accepted.Count);
        return (first, second);
    }

    // A batch that somebody began with some seconds ago, and never wrote anything of.
    private async Task<int> LeaveBegunAsync(
        Notifier.Store.NotifierDbContext db,
        Guid alert,
        List<long> readers
    )
    {
        await db
            .Alerts.Where(a => a.Id == alert)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.DryRun, false), Ct);
        await db.Batches.Where(b => b.AlertId == alert).ExecuteDeleteAsync(Ct);
        var dispatch = await db.Dispatches.SingleAsync(d => d.AlertId == alert, Ct);
        dispatch.IsDone = false;
        var batch = Batch.Of(dispatch, readers, _time.GetUtcNow() - TimeSpan.FromSeconds(2));
        batch.LeaseBy = Guid.NewGuid();
        batch.LeaseUntil = _time.GetUtcNow() + TimeSpan.FromSeconds(2);
        db.Batches.Add(batch);
        return await db.SaveChangesAsync(Ct);
    }

    private static Task NothingDueAsync(Fan fan) =>
        fan.UntilAsync(async () => (await fan.DueAsync()).Count == 0, "no more to be due");
}

public sealed class SqliteTellingTests : TellingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresTellingTests(PostgresFixture postgres) : TellingTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
