using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Syndication.Feeds.Documents;

/// <summary>A month of the publication's calendar, which an archive is of.</summary>
/// <param name="Year">1970 to 9998.</param>
/// <param name="Number">1 to 12.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedMonth(int Year, int Number)
{
    private const int FirstYear = 1970;
    private const int LastYear = 9998; // the month after the last one can still be told

    /// <summary>The month that an instant lies in, where this time zone is kept; the nearest that an address can name.</summary>
    public static FeedMonth Of(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTime(instant, zone);
        return there.Year < FirstYear ? new(FirstYear, 1)
            : there.Year > LastYear ? new(LastYear, 12)
            : new(there.Year, there.Month);
    }

    /// <summary>Its first instant, also where clocks are put at that midnight.</summary>
    public DateTimeOffset Begin(TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(Year, Number, 1, 0, 0, 0, TimeSpan.Zero);
        var before = midnight - zone.GetUtcOffset(midnight.AddDays(-1));
        var after = midnight - zone.GetUtcOffset(midnight.AddDays(1));
        var (early, late) = before < after ? (before, after) : (after, before);
        return TimeZoneInfo.ConvertTime(early, zone).DateTime >= midnight.DateTime ? early : late;
    }

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) =>
        (Number == 12 ? new FeedMonth(Year + 1, 1) : new FeedMonth(Year, Number + 1)).Begin(zone);

    /// <summary>Reads <c>2025-08</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FeedMonth? month)
    {
        month = null;
        if (
            text is not [_, _, _, _, '-', _, _]
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < FirstYear or > LastYear
            || number is < 1 or > 12
        )
            return false;
        month = new(year, number);
        return true;
    }

    /// <summary>As in an address.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
