using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Who may go to a push service, and who hears soon that not.</summary>
public sealed class GateTests
{
    private static readonly DeliveryOutcome Fault = new(DeliveryVerdict.Unreachable);
    private readonly ManualTime _time = new();
    private readonly FlashWatch _watch;
    private readonly Gate _gate;

    public GateTests()
    {
        _watch = new(_time);
        _gate = new(new(4, 2), _watch, _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flash_never_waits_behind_bulk()
    {
        for (var i = 0; i < 4; i++)
            Assert.True((await EnterAsync(flash: false)).IsIn);
        var waits = EnterAsync(flash: false);

        Assert.True((await EnterAsync(flash: true)).IsIn);
        Assert.False(waits.IsCompleted);
        Assert.Equal(5, _gate.InFlight);
    }

    [Fact]
    public async Task Whoever_leaves_makes_room_for_who_waits_longest()
    {
        var passes = new List<GatePass>();
        for (var i = 0; i < 4; i++)
            passes.Add(await EnterAsync(flash: false));
        var (first, second) = (EnterAsync(flash: false), EnterAsync(flash: false));

        _gate.Leave(passes[0].Ticket, flash: false, DeliveryOutcome.Delivered);

        Assert.True((await first.WaitAsync(Fan.Patience, Ct)).IsIn);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_two_seconds()
    {
        for (var i = 0; i < 4; i++)
            await EnterAsync(flash: false);
        var waits = EnterAsync(flash: false);
        await TimersAsync(1);

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(waits.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        var told = await waits.WaitAsync(Fan.Patience, Ct);
        Assert.False(told.IsIn);
        Assert.True(told.ComeBackAfter >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Who_waits_while_it_stops_answering_is_told_at_once()
    {
        var passes = new List<GatePass>();
        for (var i = 0; i < 4; i++)
            passes.Add(await EnterAsync(flash: false));
        var waits = Enumerable.Range(0, 9).Select(_ => EnterAsync(flash: false)).ToList();
        await TimersAsync(9);
        for (var faults = 0; faults < 8; faults++)
        {
            var pass = passes[0];
            passes.RemoveAt(0);
            _gate.Leave(pass.Ticket, flash: false, Fault);
            if (faults < 7)
                passes.Add(await InAsync(waits));
        }

        foreach (var told in await Task.WhenAll(waits).WaitAsync(Fan.Patience, Ct))
            Assert.Equal((false, TimeSpan.FromSeconds(1)), (told.IsIn, told.ComeBackAfter));
        Assert.True(_gate.IsShut);
        Assert.False((await EnterAsync(flash: true)).IsIn);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_turn_to_the_next()
    {
        var passes = new List<GatePass>();
        for (var i = 0; i < 4; i++)
            passes.Add(await EnterAsync(flash: false));
        using var stop = new CancellationTokenSource();
        var gone = _gate.EnterAsync(flash: false, stop.Token).AsTask();
        var next = EnterAsync(flash: false);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        _gate.Leave(passes[0].Ticket, flash: false, DeliveryOutcome.Delivered);

        Assert.True((await next.WaitAsync(Fan.Patience, Ct)).IsIn);
    }

    [Fact]
    public async Task One_readers_patience_holds_up_nobody_else()
    {
        for (var i = 0; i < 10; i++)
            await ThrottleAsync(reader: 7);

        Assert.True((await EnterAsync(flash: false)).IsIn);
    }

    [Fact]
    public async Task Several_readers_among_many_who_are_taken_hold_up_nobody_else()
    {
        for (var reader = 0; reader < 20; reader++)
        {
            await ThrottleAsync(reader);
            for (var i = 0; i < 4; i++)
                await TakenAsync();
        }

        Assert.True((await EnterAsync(flash: false)).IsIn);
    }

    [Fact]
    public async Task Several_readers_within_days_hold_up_nobody_else()
    {
        for (var reader = 0; reader < 20; reader++)
        {
            await ThrottleAsync(reader);
            _time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.True((await EnterAsync(flash: false)).IsIn);
    }

    [Fact]
    public async Task Patience_that_three_readers_ask_for_is_had_with_all_for_half_a_minute_and_then_one_goes_to_see()
    {
        await ShutAsync();

        var told = await EnterAsync(flash: true);

        Assert.Equal((false, TimeSpan.FromSeconds(30)), (told.IsIn, told.ComeBackAfter));
        _time.Advance(TimeSpan.FromSeconds(30));
        var scout = await EnterAsync(flash: false);
        Assert.True(scout.IsIn);
        _time.Advance(TimeSpan.FromSeconds(1));
        var waits = EnterAsync(flash: false);
        Assert.False(waits.IsCompleted);
        _gate.Leave(scout.Ticket, flash: false, DeliveryOutcome.Delivered, reader: 4);
        Assert.True((await waits.WaitAsync(Fan.Patience, Ct)).IsIn);
    }

    [Fact]
    public async Task Who_went_to_see_and_hears_the_same_is_believed()
    {
        await ShutAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        await ThrottleAsync(reader: 4);

        Assert.Equal(TimeSpan.FromSeconds(30), (await EnterAsync(flash: true)).ComeBackAfter);
    }

    [Fact]
    public async Task Who_went_to_see_and_hears_nothing_is_not_waited_for()
    {
        await ShutAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await EnterAsync(flash: false)).IsIn);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True((await EnterAsync(flash: false)).IsIn);
    }

    [Fact]
    public async Task Where_the_pace_is_slow_flash_has_the_first_turn()
    {
        // Half as fast each time, down to five calls a second.
        await ShutAsync(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await ThrottleAsync(reader: 4, TimeSpan.FromSeconds(1));
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        await TakenAsync();
        var others = Enumerable.Range(0, 3).Select(_ => EnterAsync(flash: false)).ToList();
        var flash = EnterAsync(flash: true);
        await TimersAsync(4);

        for (var i = 0; i < 10 && !flash.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(flash, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct));
        }

        Assert.True((await flash.WaitAsync(Fan.Patience, Ct)).IsIn);
        Assert.DoesNotContain(others, o => o.IsCompleted);
    }

    [Fact]
    public async Task While_a_flash_goes_out_the_others_keep_a_quarter_and_it_may_have_the_rest()
    {
        _watch.Begin();
        var first = await EnterAsync(flash: false);
        var second = EnterAsync(flash: false);
        for (var i = 0; i < 5; i++)
            Assert.True((await EnterAsync(flash: true)).IsIn);
        Assert.False(EnterAsync(flash: true).IsCompleted);
        Assert.False(second.IsCompleted);

        _watch.End();
        // Three of the others' places are taken yet.
        _gate.Leave(first.Ticket, flash: false, DeliveryOutcome.Delivered);
        Assert.True((await second.WaitAsync(Fan.Patience, Ct)).IsIn);
        Assert.False(EnterAsync(flash: false).IsCompleted);
        Assert.Equal(6, _gate.InFlight);
    }

    [Fact]
    public async Task One_that_never_answers_holds_sixteen_and_the_first_answer_lets_in_the_others()
    {
        var gate = new Gate(new(192, 64), _watch, _time);
        var all = Enumerable.Range(0, 300).Select(_ => gate.EnterAsync(flash: false, Ct).AsTask()).ToList();
        var flash = gate.EnterAsync(flash: true, Ct).AsTask();
        Assert.Equal(GateLimits.Scouts + 1, gate.InFlight);
        Assert.True(flash.IsCompleted);

        gate.Leave((await all[0]).Ticket, flash: false, DeliveryOutcome.Delivered);

        await Waiting.UntilAsync(() => gate.InFlight == 193, Fan.Patience, "as many as may", Ct);
        Assert.Equal(193, all.Count(a => a.IsCompleted));
    }

    [Fact]
    public async Task One_that_stops_answering_is_asked_by_sixteen_at_once_after_that()
    {
        var gate = new Gate(new(192, 64), _watch, _time);
        gate.Leave((await gate.EnterAsync(flash: false, Ct)).Ticket, flash: false, DeliveryOutcome.Delivered);
        _time.Advance(TimeSpan.FromSeconds(3));

        var all = Enumerable.Range(0, 300).Select(_ => gate.EnterAsync(flash: false, Ct).AsTask()).ToList();

        Assert.Equal(GateLimits.Scouts, all.Count(a => a.IsCompleted));
    }

    /// <summary>Whoever comes or leaves, in whatever order.</summary>
    [Fact]
    public async Task No_lane_is_ever_over_its_limit_and_everybody_hears_within_two_seconds()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var crowd = new GateCrowd(seed);
            for (var step = 0; step < 200; step++)
                crowd.Step();
            await crowd.EndAsync(Ct);
        }
    }

    private async Task ShutAsync(TimeSpan? asked = null)
    {
        for (var reader = 1; reader <= 3; reader++)
            await ThrottleAsync(reader, asked);
    }

    private async Task ThrottleAsync(long reader, TimeSpan? asked = null)
    {
        var pass = await EnterAsync(flash: false);
        Assert.True(pass.IsIn);
        _gate.Leave(
            pass.Ticket,
            flash: false,
            new(DeliveryVerdict.Throttled, RetryAfter: asked ?? TimeSpan.FromMinutes(5)),
            reader
        );
    }

    private async Task TakenAsync() =>
        _gate.Leave((await EnterAsync(flash: false)).Ticket, flash: false, DeliveryOutcome.Delivered);

    private Task<GatePass> EnterAsync(bool flash) => _gate.EnterAsync(flash, Ct).AsTask();

    private Task TimersAsync(int count) =>
        Waiting.UntilAsync(() => _time.TimersSet >= count, Fan.Patience, "all to wait", Ct);

    private static async Task<GatePass> InAsync(List<Task<GatePass>> waits)
    {
        var next = await Task.WhenAny(waits).WaitAsync(Fan.Patience, Ct);
        waits.Remove(next);
        var pass = await next;
        Assert.True(pass.IsIn);
        return pass;
    }
}
