namespace Syndication.Formats.Dates;

/// <summary>What a date says, and the instant that it means.</summary>
internal struct FeedDateParts
{
    private const int LargestOffset = 14 * 60;

    public FeedDateParts() { }

    /// <summary>As it counts from the year 1; -1 while unknown.</summary>
    public int Year { get; set; } = -1;
    public int Month { get; set; }
    public int Day { get; set; }
    public int Hour { get; private set; }
    public int Minute { get; private set; }
    public int Second { get; private set; }

    /// <summary>Ticks of the second.</summary>
    public long Fraction { get; set; }

    /// <summary>Whether a time of day was told.</summary>
    public bool HasClock { get; private set; }

    /// <summary>Whether the hour is one of the afternoon's; null where nothing is said.</summary>
    public bool? IsAfternoon { get; set; }

    /// <summary>Minutes before UTC; null where no zone was named.</summary>
    public int? Offset { get; set; }

    public void SetClock(int hour, int minute, int second) =>
        (Hour, Minute, Second, HasClock) = (hour, minute, second, true);

    /// <summary>Two and three figures as RFC 2822 §4.3 reads them.</summary>
    public static int FullYear(int year, int figures) =>
        figures switch
        {
            2 => year < 50 ? 2000 + year : 1900 + year,
            3 => 1900 + year,
            _ => year,
        };

    /// <summary>False where there is no such date, or none that .NET can hold.</summary>
    public readonly bool TryResolve(TimeZoneInfo zone, out DateTimeOffset instant)
    {
        instant = default;
        if (Year is < 1 or > 9999 || Month is < 1 or > 12)
            return false;
        if (Day < 1 || Day > DateTime.DaysInMonth(Year, Month) || !TryTimeOfDay(out var time))
            return false;
        var ticks = new DateTime(Year, Month, Day).Ticks + time;
        if (ticks > DateTime.MaxValue.Ticks)
            return false;
        var minutes = Offset ?? (int)BengaliDate.OffsetAt(ref ticks, zone).TotalMinutes;
        var utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
            return false;
        instant =
            Math.Abs(minutes) > LargestOffset
                ? new DateTimeOffset(utc, TimeSpan.Zero)
                : new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
        return true;
    }

    private readonly bool TryTimeOfDay(out long ticks)
    {
        ticks = 0;
        if (!TryHour(out var hour) || Minute is < 0 or > 59 || Second is < 0 or > 60)
            return false;
        if (hour == 24 && (Minute > 0 || Second > 0 || Fraction > 0))
            return false;
        ticks = (((((hour * 60L) + Minute) * 60) + Second) * TimeSpan.TicksPerSecond) + Fraction;
        return true;
    }

    private readonly bool TryHour(out int hour)
    {
        hour = Hour;
        switch (IsAfternoon)
        {
            case null:
                return hour is >= 0 and <= 24;
            case false:
                hour = hour == 12 ? 0 : hour;
                return HasClock && hour is >= 0 and < 12;
            default:
                hour += hour < 12 ? 12 : 0;
                return HasClock && Hour > 0 && hour < 24;
        }
    }
}
