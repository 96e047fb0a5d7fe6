using FsCheck;
using FsCheck.Fluent;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Whether a push service answers, by itself and in a time of its own.</summary>
public sealed class CircuitTests
{
    internal static readonly Config Config = Config
        .QuickThrowOnFailure.WithMaxTest(400)
        .WithEndSize(120)
        .WithReplay(2026, 1123);

    private static readonly GateLimits Limits = new(192, 64);
    private static readonly DeliveryVerdict[] Answers =
    [
        DeliveryVerdict.Delivered,
        DeliveryVerdict.Gone,
        DeliveryVerdict.Refused,
        DeliveryVerdict.Throttled,
    ];
    private readonly ManualTime _time = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new(Limits, _time);

    [Fact]
    public void Eight_faults_in_a_row_close_it_for_a_second_and_seven_do_not()
    {
        for (var i = 0; i < 7; i++)
            Call(DeliveryVerdict.Unreachable);
        Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());

        Call(DeliveryVerdict.Unreachable);

        Assert.Equal(TimeSpan.FromSeconds(1), _circuit.ClosedFor());
        Assert.False(_circuit.IsWell);
    }

    [Theory]
    [InlineData("Delivered")]
    [InlineData("Gone")]
    [InlineData("Refused")]
    [InlineData("Throttled")]
    public void Whatever_it_says_it_is_there(string verdict)
    {
        for (var i = 0; i < 20; i++)
            Call(i % 8 == 7 ? Enum.Parse<DeliveryVerdict>(verdict) : DeliveryVerdict.Unreachable);

        Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());
    }

    [Fact]
    public void Sixteen_calls_that_hang_close_it_and_those_that_wait_for_us_do_not_count()
    {
        var tickets = Enumerable.Range(0, 16).Select(_ => _circuit.Begin()).ToList();
        tickets.Skip(1).ToList().ForEach(_circuit.Sent);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());

        _circuit.Sent(tickets[0]);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.True(_circuit.ClosedFor() > TimeSpan.Zero);
    }

    [Fact]
    public void Calls_that_hang_beside_others_that_are_answered_do_not_close_it()
    {
        for (var i = 0; i < 30; i++)
            _circuit.Sent(_circuit.Begin());
        for (var i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());
            Call(DeliveryVerdict.Delivered);
        }
    }

    [Fact]
    public void It_rests_twice_as_long_each_time_up_to_a_minute_and_an_answer_begins_anew()
    {
        var rests = new List<double>();
        Fail();
        for (var i = 0; i < 9; i++)
        {
            rests.Add(_circuit.ClosedFor().TotalSeconds);
            _time.Advance(_circuit.ClosedFor());
            Call(DeliveryVerdict.Unreachable);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], rests);
        _time.Advance(_circuit.ClosedFor());
        Call(DeliveryVerdict.Delivered);
        Assert.True(_circuit.IsWell);
        Fail();
        Assert.Equal(TimeSpan.FromSeconds(1), _circuit.ClosedFor());
    }

    [Fact]
    public void After_its_rest_one_call_goes_to_see_and_while_that_hangs_nobody_waits()
    {
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_circuit.HasRoom);

        var probe = _circuit.Begin();
        _circuit.Sent(probe);

        Assert.False(_circuit.HasRoom);
        Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());
        _time.Advance(TimeSpan.FromSeconds(2.1));
        Assert.True(_circuit.ClosedFor() > TimeSpan.Zero);
        _circuit.End(probe, DeliveryVerdict.Unreachable);
        Assert.Equal(TimeSpan.FromSeconds(2), _circuit.ClosedFor());
    }

    [Fact]
    public void A_call_that_was_never_made_says_nothing()
    {
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        _circuit.End(_circuit.Begin(), null);

        Assert.True(_circuit.HasRoom);
        Assert.Equal(TimeSpan.Zero, _circuit.ClosedFor());
        Assert.False(_circuit.IsWell);
    }

    [Fact]
    public void Of_strangers_fewer_are_enough() =>
        Assert.Equal(
            (16, 5, 2),
            (Limits.Hanging, new GateLimits(8, 2).Hanging, new GateLimits(1, 1).Hanging)
        );

    /// <summary>Whatever happens in whatever order.</summary>
    [Fact]
    public void Nobody_calls_while_it_is_closed_and_an_answer_always_opens_it() =>
        Prop.ForAll(Gen.Choose(0, 999).ArrayOf().ToArbitrary(), Runs).Check(Config);

    private static void Runs(int[] steps)
    {
        var time = new ManualTime();
        var circuit = new Circuit(new(4, 1), time);
        var under = new Queue<int>();
        var isResting = false;
        foreach (var step in steps)
        {
            if (step < 500 && circuit.ClosedFor() == TimeSpan.Zero && circuit.HasRoom)
            {
                var ticket = circuit.Begin();
                circuit.Sent(ticket);
                under.Enqueue(ticket);
                Assert.Equal(!isResting, circuit.HasRoom);
            }
            else if (step < 800 && under.TryDequeue(out var ticket))
            {
                var answered = step < 560;
                circuit.End(ticket, answered ? Answers[step % 4] : DeliveryVerdict.Unreachable);
                if (answered)
                    Assert.True(
                        circuit is { IsWell: true, HasRoom: true } && circuit.ClosedFor() == TimeSpan.Zero
                    );
            }
            else
                time.Advance(TimeSpan.FromMilliseconds(step * 5));
            Assert.InRange(circuit.ClosedFor(), TimeSpan.Zero, new GateLimits(4, 1).LongestRest);
            isResting =
                !circuit.HasRoom || isResting && !circuit.IsWell || circuit.ClosedFor() > TimeSpan.Zero;
        }
    }

    private void Fail()
    {
        for (var i = 0; i < 8; i++)
            Call(DeliveryVerdict.Unreachable);
    }

    private void Call(DeliveryVerdict verdict)
    {
        var ticket = _circuit.Begin();
        _circuit.Sent(ticket);
        _circuit.End(ticket, verdict);
    }
}
