using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Subscriptions;

public sealed class QuietHoursTests
{
    private const int Day = 24 * 60;
    private const int LeastOpen = 120;

    [Theory]
    [InlineData("Asia/Dhaka")]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    public void Quiet_ends_later_within_25_hours_and_when_it_is_not_quiet(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var random = new Random(17);
        var wasQuiet = 0;
        foreach (var now in Instants(zone, random))
        {
            var from = random.Next(Day);
            var quiet = new QuietHours(from, (from + random.Next(1, Day)) % Day);
            if (quiet.EndAfter(now, zone) is not { } end)
                continue;
            wasQuiet++;
            var isOpenLong = (quiet.From - quiet.To + Day) % Day >= LeastOpen;
            var longest = TimeSpan.FromHours(isOpenLong ? 25 : 49);
            Assert.True(end > now && end - now <= longest, $"{quiet} at {now:O} ends {end:O}");
            Assert.True(quiet.EndAfter(end, zone) is null, $"{quiet} at {now:O} is quiet at its end {end:O}");
        }
        Assert.True(wasQuiet > 1000);
    }

    [Fact]
    public void Over_midnight_by_the_readers_clock()
    {
        var dhaka = TimeZoneInfo.FindSystemTimeZoneById("Asia/Dhaka");
        var quiet = new QuietHours(23 * 60, 7 * 60);
        var night = new DateTimeOffset(2025, 8, 13, 17, 30, 0, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2025, 8, 14, 1, 0, 0, TimeSpan.Zero), quiet.EndAfter(night, dhaka));
        Assert.Null(quiet.EndAfter(night.AddHours(-1), dhaka));
        Assert.Null(quiet.EndAfter(night.AddHours(7.5), dhaka));
    }

    [Fact]
    public void A_time_that_clocks_skip_ends_quiet_when_it_would_have_come()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        var quiet = new QuietHours(22 * 60, 90);

        var end = quiet.EndAfter(new(2025, 3, 30, 0, 30, 0, TimeSpan.Zero), london);

        Assert.Equal(new DateTimeOffset(2025, 3, 30, 1, 30, 0, TimeSpan.Zero), end);
    }

    // Any time of some years, and the hours around each jump of the clocks.
    private static IEnumerable<DateTimeOffset> Instants(TimeZoneInfo zone, Random random)
    {
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 5000; i++)
            yield return start.AddSeconds(random.Next(3 * 365 * 86400));
        for (var hour = start; hour < start.AddYears(3); hour = hour.AddMinutes(30))
            if (zone.GetUtcOffset(hour) != zone.GetUtcOffset(hour.AddMinutes(30)))
                for (var i = 0; i < 500; i++)
                    yield return hour.AddSeconds(random.Next(-86400, 86400));
    }
}
