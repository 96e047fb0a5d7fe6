using Syndication.Ingest.Sources;

namespace Syndication.Ingest.Tests.Sources;

public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Now = new(2025, 8, 13, 6, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_rhythm_is_the_median_gap_so_that_a_night_changes_little()
    {
        DateTimeOffset[] published =
        [
            Now,
            Now - Hour,
            Now - (2 * Hour),
            Now - (12 * Hour),
            Now - (13 * Hour),
        ];

        Assert.Equal(Hour, PollSchedule.Rhythm(published));
        Assert.Null(PollSchedule.Rhythm(published[..2]));
    }

    [Fact]
    public void The_newsrooms_own_interval_wins_over_the_rhythm()
    {
        Assert.Equal(Hour, PollSchedule.Base(Hour, TimeSpan.FromMinutes(4), Now, Now));
        Assert.Equal(TimeSpan.FromMinutes(2), PollSchedule.Base(null, TimeSpan.FromMinutes(4), Now, Now));
        Assert.Equal(TimeSpan.FromMinutes(15), PollSchedule.Base(null, null, null, Now));
    }

    [Fact]
    public void A_source_that_has_fallen_silent_is_asked_less_and_less()
    {
        var rhythm = TimeSpan.FromMinutes(10);

        Assert.Equal(TimeSpan.FromHours(3), PollSchedule.Base(null, rhythm, Now.AddDays(-1), Now));
        Assert.Equal(PollSchedule.Longest, PollSchedule.Base(null, rhythm, Now.AddDays(-90), Now));
    }

    [Theory]
    [InlineData(0, 54)]
    [InlineData(0.5, 60)]
    [InlineData(1, 66)]
    public void Chance_moves_it_by_a_tenth(double chance, int minutes) =>
        Assert.Equal(
            Now.AddMinutes(minutes),
            PollSchedule.AfterSuccess(Hour, PollHints.None, Now, chance),
            TimeSpan.FromMilliseconds(1)
        );

    [Fact]
    public void Max_age_and_ttl_raise_it_and_never_lower_it()
    {
        var slow = new PollHints { MaxAge = 2 * Hour, Ttl = 3 * Hour };
        var fast = new PollHints { MaxAge = TimeSpan.FromSeconds(5), Ttl = TimeSpan.FromMinutes(1) };
        var absurd = new PollHints { MaxAge = TimeSpan.FromDays(400) };

        Assert.Equal(Now + (3 * Hour), PollSchedule.AfterSuccess(Hour, slow, Now, 0));
        Assert.Equal(Now + Hour, PollSchedule.AfterSuccess(Hour, fast, Now, 0.5));
        Assert.Equal(Now.AddDays(1), PollSchedule.AfterSuccess(Hour, absurd, Now, 0.5));
    }

    [Fact]
    public void Hours_and_days_that_the_source_skips_are_slept_through()
    {
        var night = new PollHints { SkipHours = [7, 8, 9] };
        var holiday = new PollHints { SkipDays = [DayOfWeek.Wednesday] };
        var never = new PollHints { SkipHours = [.. Enumerable.Range(0, 24)] };

        Assert.Equal(Now.AddHours(4), PollSchedule.AfterSuccess(Hour, night, Now, 0.5));
        Assert.Equal(Now.AddHours(18), PollSchedule.AfterSuccess(Hour, holiday, Now, 0.5));
        Assert.Equal(Now.AddDays(1), PollSchedule.AfterSuccess(Hour, never, Now, 0.5));
    }

    [Fact]
    public void Failures_double_it_up_to_a_day()
    {
        Assert.Equal(Now + (2 * Hour), PollSchedule.AfterFailure(Hour, 1, null, Now, 0.5));
        Assert.Equal(Now + (8 * Hour), PollSchedule.AfterFailure(Hour, 3, null, Now, 0.5));
        Assert.Equal(Now.AddDays(1), PollSchedule.AfterFailure(Hour, 999, null, Now, 0.5));
        Assert.Equal(Now + (5 * Hour), PollSchedule.AfterFailure(Hour, 1, 5 * Hour, Now, 0.5));
    }

    [Theory]
    [InlineData("00:15:00", 900)]
    [InlineData("00:15", 900)]
    [InlineData("1.00:00:00", 86400)]
    [InlineData("PT15M", 900)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P1D", 86400)]
    public void An_interval_is_read_as_a_clock_or_a_duration(string text, int seconds)
    {
        Assert.True(PollIntervalText.TryParse(text, out var interval));
        Assert.Equal(seconds, interval.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("PT1.5H")]
    [InlineData("P1M")]
    [InlineData("১৫:০০:০০")]
    [InlineData("25:00:00")]
    public void Anything_else_is_no_interval(string text) =>
        Assert.False(PollIntervalText.TryParse(text, out _));
}
