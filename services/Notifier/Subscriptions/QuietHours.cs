using System.Runtime.InteropServices;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// The hours in which a reader wants to hear nothing, by the clock on the reader's wall; over midnight where
/// <paramref name="To"/> is before <paramref name="From"/>.
/// </summary>
/// <param name="From">First quiet minute of the day, 0 to 1439.</param>
/// <param name="To">First minute that is not quiet any more, 0 to 1439; the same as <paramref name="From"/>: never quiet.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuietHours(int From, int To)
{
    private const int Day = 24 * 60;

    /// <summary>When the quiet that it is now ends, or null where it is not quiet.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var isQuiet = From <= To ? minute >= From && minute < To : minute >= From || minute < To;
        if (!isQuiet)
            return null;
        var end = local.Date.AddMinutes(To <= minute ? To + Day : To);
        return InstantOf(end, zone, now);
    }

    // Clocks jump: an hour that is skipped ends when it would have begun, one that comes twice ends with the second.
    private static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (zone.IsInvalidTime(wall))
            wall = wall.AddHours(1);
        var offset = zone.IsAmbiguousTime(wall)
            ? zone.GetAmbiguousTimeOffsets(wall).Min()
            : zone.GetUtcOffset(wall);
        var end = new DateTimeOffset(wall, offset).ToUniversalTime();
        return end > now ? end : now.AddMinutes(1).ToUniversalTime();
    }
}
