using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Who may go to a push service, and who hears soon that not.</summary>
public sealed class GateTests
{
    private static readonly DeliveryOutcome Fault = new(DeliveryVerdict.Unreachable);
    private readonly ManualTime _time = new();
    private readonly Gate _gate;

    public GateTests() => _gate = new(new(4, 2), _time);

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
    public async Task Whoever_was_asked_for_patience_longer_than_two_seconds_sends_nobody()
    {
        var pass = await EnterAsync(flash: false);
        _gate.Leave(
            pass.Ticket,
            flash: false,
            new(DeliveryVerdict.Throttled, RetryAfter: TimeSpan.FromMinutes(5))
        );

        var told = await EnterAsync(flash: true);

        Assert.Equal((false, TimeSpan.FromMinutes(5)), (told.IsIn, told.ComeBackAfter));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await EnterAsync(flash: true)).IsIn);
    }

    [Fact]
    public async Task One_that_never_answers_holds_sixteen_and_the_first_answer_lets_in_the_others()
    {
        var gate = new Gate(new(192, 64), _time);
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
        var gate = new Gate(new(192, 64), _time);
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
