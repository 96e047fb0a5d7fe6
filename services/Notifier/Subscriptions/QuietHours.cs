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

    // The open minutes may fall into an hour that a clock skips; then the next day's count.
    private const int MostDays = 4;

    /// <summary>When the quiet that it is now ends, or null where it is not quiet.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTimeOffset? end = null;
        for (var i = 0; i < MostDays && NextEnd(end ?? now, zone) is { } next; i++)
            end = next;
        return end;
    }

    private DateTimeOffset? NextEnd(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var minute = (int)local.TimeOfDay.TotalMinutes;
        var isQuiet = From <= To ? minute >= From && minute < To : minute >= From || minute < To;
        if (!isQuiet)
            return null;
        var end = local.Date.AddMinutes(To <= minute ? To + Day : To);
        return InstantOf(end, zone, now);
    }

    // Clocks jump: a time that is skipped comes when it would have come, one that comes twice counts the second time.
    private static DateTimeOffset InstantOf(DateTime wall, TimeZoneInfo zone, DateTimeOffset now)
    {
        var offset = zone.IsAmbiguousTime(wall)
            ? zone.GetAmbiguousTimeOffsets(wall).Min()
            : zone.GetUtcOffset(wall);
        var end = new DateTimeOffset(wall, offset).ToUniversalTime();
        return end > now ? end : now.AddMinutes(1).ToUniversalTime();
    }
}
