using System.Collections.Concurrent;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>Days by the clock on the reader's wall.</summary>
internal static class ReaderDay
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Zones = new(StringComparer.Ordinal);

    /// <summary>The zone of an IANA name; UTC for one that this system does not know.</summary>
    public static TimeZoneInfo Zone(string name) =>
        Zones.GetOrAdd(
            name,
            static n => TimeZoneInfo.TryFindSystemTimeZoneById(n, out var zone) ? zone : TimeZoneInfo.Utc
        );

    /// <summary>As 20260131.</summary>
    public static int Of(DateTimeOffset now, TimeZoneInfo zone) => Number(Local(now, zone));

    /// <summary>The day after.</summary>
    public static int After(DateTimeOffset now, TimeZoneInfo zone) => Number(Local(now, zone).AddDays(1));

    /// <summary>True of today; of tomorrow too, where the clock was put back over midnight and it has begun already.</summary>
    public static bool IsRunning(int day, DateTimeOffset now, TimeZoneInfo zone) =>
        day == Of(now, zone) || day == After(now, zone);

    /// <summary>
    /// Of one that was counted before a crash the day that its place is of; 0 where that day is over and it needs another.
    /// </summary>
    public static int StillCounted(Subscription? reader, DateTimeOffset now)
    {
        if (reader is null)
            return 0;
        return IsRunning(reader.Day, now, Zone(reader.TimeZone)) ? reader.Day : 0;
    }

    // Nobody wants to be rung up at midnight for what was not urgent yesterday.
    private const int Morning = 8;

    // Readers of one zone come within so many seconds, each at a time of their own, not all in one.
    private const int Spread = 600;

    /// <summary>The morning of the reader's next day, when it is not quiet.</summary>
    public static DateTimeOffset NextStart(DateTimeOffset now, Subscription reader)
    {
        var zone = Zone(reader.TimeZone);
        var morning = Local(now, zone).Date.AddDays(1).AddHours(Morning);
        // No zone has put its clocks forward over this hour, but nothing forbids it.
        while (zone.IsInvalidTime(morning))
            morning = morning.AddMinutes(15);
        var begin = new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
        var start = begin.AddSeconds(reader.Seq % Spread);
        if (reader.Quiet?.EndAfter(start, zone) is not { } end)
            return start;
        // Whose quiet ends together do not come together either, unless it begins again soon.
        var later = end.AddSeconds(reader.Seq % Spread);
        return reader.Quiet?.EndAfter(later, zone) is null ? later : end;
    }

    private static DateTime Local(DateTimeOffset now, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(now, zone).DateTime;

    private static int Number(DateTime day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;
}
