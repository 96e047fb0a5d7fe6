using Syndication.Testing.Time;

namespace Syndication.EndToEnd.Tests.Time;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_delay_ends_when_its_instant_is_passed_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Equal(0, _time.TimersSet);
    }

    [Fact]
    public void A_period_fires_once_for_each_of_its_instants_and_each_sees_its_own_time()
    {
        var seen = new List<DateTimeOffset>();
        using var timer = _time.CreateTimer(
            _ => seen.Add(_time.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(10),
            TimeSpan.FromMinutes(10)
        );
        var start = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromMinutes(35));

        Assert.Equal([start.AddMinutes(10), start.AddMinutes(20), start.AddMinutes(30)], seen);
        Assert.Equal(start.AddMinutes(35), _time.GetUtcNow());
    }

    [Fact]
    public void After_a_leap_each_timer_fires_once_and_periods_go_on_as_they_were()
    {
        var seen = new List<DateTimeOffset>();
        var start = _time.GetUtcNow();
        using var period = _time.CreateTimer(
            _ => seen.Add(_time.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(10),
            TimeSpan.FromMinutes(10)
        );
        using var once = _time.CreateTimer(
            _ => seen.Add(_time.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(90),
            Timeout.InfiniteTimeSpan
        );

        _time.Leap(TimeSpan.FromMinutes(125));
        Assert.Equal([start.AddMinutes(125), start.AddMinutes(125)], seen);
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(start.AddMinutes(130), seen[^1]);
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void A_disposed_timer_stays_silent()
    {
        var calls = 0;
        var timer = _time.CreateTimer(_ => calls++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(0, calls);
        Assert.False(timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan));
    }
}
