using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Rss;

/// <summary>When a reader need not ask (RSS 2.0 <c>skipHours</c>, <c>skipDays</c>).</summary>
internal static class RssSchedule
{
    private const int Hours = 24;
    private const int Days = 7;

    public static void Write(ref Utf8Output xml, Feed feed)
    {
        Write(ref xml, "skipHours"u8, "hour"u8, Set(feed.SkipHours, Hours), isDays: false);
        Write(ref xml, "skipDays"u8, "day"u8, Set(feed.SkipDays, Days), isDays: true);
    }

    private static void Write(
        ref Utf8Output xml,
        ReadOnlySpan<byte> list,
        ReadOnlySpan<byte> item,
        int set,
        bool isDays
    )
    {
        if (set == 0)
        {
            return;
        }

        xml.Raw((byte)'<');
        xml.Raw(list);
        xml.Raw(">\n"u8);
        for (var value = 0; value < Hours; value++)
        {
            if ((set & (1 << value)) == 0)
            {
                continue;
            }

            if (isDays)
            {
                xml.Element(item, Name((DayOfWeek)value));
            }
            else
            {
                xml.Element(item, value);
            }
        }

        xml.End(list);
    }

    // Each once and in order; 24 for midnight, as RSS 0.91 counted, is 0, and what is no hour is left out.
    private static int Set(IReadOnlyList<int> hours, int count)
    {
        var set = 0;
        for (var i = 0; i < hours.Count; i++)
        {
            var hour = hours[i] == count ? 0 : hours[i];
            set |= hour >= 0 && hour < count ? 1 << hour : 0;
        }

        return set;
    }

    private static int Set(IReadOnlyList<DayOfWeek> days, int count)
    {
        var set = 0;
        for (var i = 0; i < days.Count; i++)
        {
            var day = (int)days[i];
            set |= day >= 0 && day < count ? 1 << day : 0;
        }

        return set;
    }

    private static ReadOnlySpan<byte> Name(DayOfWeek day) =>
        day switch
        {
            DayOfWeek.Monday => "Monday"u8,
            DayOfWeek.Tuesday => "Tuesday"u8,
            DayOfWeek.Wednesday => "Wednesday"u8,
            DayOfWeek.Thursday => "Thursday"u8,
            DayOfWeek.Friday => "Friday"u8,
            DayOfWeek.Saturday => "Saturday"u8,
            _ => "Sunday"u8,
        };
}
