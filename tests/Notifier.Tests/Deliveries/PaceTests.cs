using FsCheck;
using FsCheck.Fluent;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>How fast a push service is called, by itself and in a time of its own.</summary>
public sealed class PaceTests
{
    private readonly ManualTime _time = new();
    private readonly Pace _pace;

    public PaceTests() => _pace = new(_time);

    [Fact]
    public void Until_it_says_too_many_there_is_no_wait()
    {
        for (var i = 0; i < 10_000; i++)
            _pace.Take();

        Assert.Equal(TimeSpan.Zero, _pace.Wait());
        Assert.False(_pace.IsSet);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(7, 7)]
    [InlineData(7 * 24 * 3600, 30)]
    public void It_rests_for_as_long_as_was_asked_but_half_a_minute_at_most(int? asked, int seconds)
    {
        _pace.Slow(asked is { } wish ? TimeSpan.FromSeconds(wish) : null);

        Assert.Equal(TimeSpan.FromSeconds(seconds), _pace.Wait());
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(TimeSpan.Zero, _pace.Wait());
    }

    [Fact]
    public void A_rest_that_was_asked_for_is_not_made_shorter_by_the_next_word()
    {
        _pace.Slow(TimeSpan.FromSeconds(20));
        _pace.Slow(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(20), _pace.Wait());
    }

    [Fact]
    public void Afterwards_it_goes_half_as_fast_as_before()
    {
        Go(TimeSpan.FromSeconds(3), every: TimeSpan.FromMilliseconds(5));
        // Twenty that were under way together are one word.
        for (var i = 0; i < 20; i++)
            _pace.Slow(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(Go(TimeSpan.FromSeconds(2), every: TimeSpan.Zero), 180, 220);
    }

    [Fact]
    public void Each_call_that_it_takes_makes_it_faster_until_there_is_no_limit_any_more()
    {
        _pace.Slow(null);
        var calls = 0;
        while (_pace.IsSet)
        {
            _pace.Grow();
            Assert.True(++calls < 10_000, "It never gets well.");
        }
        Assert.Equal(TimeSpan.Zero, _pace.Wait());
    }

    /// <summary>Whatever is said in whatever order.</summary>
    [Fact]
    public void It_never_stops_for_good_nor_calls_while_it_was_asked_not_to() =>
        Prop.ForAll(Gen.Choose(0, 999).ArrayOf().ToArbitrary(), Runs).Check(CircuitTests.Config);

    private static void Runs(int[] steps)
    {
        var time = new ManualTime();
        var pace = new Pace(time);
        var notBefore = time.GetUtcNow();
        foreach (var step in steps)
        {
            if (step < 100)
            {
                var asked = step % 3 == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(step);
                pace.Slow(asked);
                var rest = Math.Min(30, asked?.TotalSeconds ?? 2);
                var until = time.GetUtcNow() + TimeSpan.FromSeconds(rest);
                notBefore = until > notBefore ? until : notBefore;
            }
            else if (step < 400)
                pace.Grow();
            else if (step < 900)
            {
                var from = time.GetUtcNow();
                time.Advance(pace.Wait());
                Assert.Equal(TimeSpan.Zero, pace.Wait());
                Assert.True(!pace.IsSet || time.GetUtcNow() >= notBefore, "It went too early.");
                // Five a second is the slowest that it gets.
                var late = time.GetUtcNow() - (from > notBefore ? from : notBefore);
                Assert.InRange(late, TimeSpan.MinValue, TimeSpan.FromMilliseconds(201));
                pace.Take();
            }
            else
                time.Advance(TimeSpan.FromMilliseconds(step - 900));
        }
    }

    // How many went.
    private int Go(TimeSpan length, TimeSpan every)
    {
        var end = _time.GetUtcNow() + length;
        for (var calls = 0; ; calls++)
        {
            _time.Advance(_pace.Wait() > every ? _pace.Wait() : every);
            if (_time.GetUtcNow() >= end)
                return calls;
            _pace.Take();
        }
    }
}
