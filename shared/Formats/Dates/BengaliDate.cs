using System.Globalization;

namespace Syndication.Formats.Dates;

/// <summary>
/// Dates as Bengali pages show them to people: <c>আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ</c>, <c>১লা জানুয়ারি ২০২৬</c>,
/// <c>১৩/০৮/২০২৫</c>. Nothing is guessed: what is missing, impossible or of another calendar is refused.
/// </summary>
public static class BengaliDate
{
    // Every Bengali year of our time lies below, so that one beside a Gregorian month is refused.
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    /// <summary>Reads a Gregorian date in Bengali or English words, with Bengali or Latin digits.</summary>
    /// <param name="text">
    /// One date and its time, at most 256 characters; labels (<c>প্রকাশিত:</c>), weekdays and ordinals are skipped.
    /// Figures alone are day first. Any other word, a second date, or the Bengali calendar (<c>বঙ্গাব্দ</c>) is refused.
    /// </param>
    /// <param name="zone">The page's zone; <c>বাংলাদেশ সময়</c> in the text overrules it.</param>
    /// <param name="instant">
    /// The instant, with the zone's offset; without a time of day the start of that day. <c>রাত ১২:৩০</c> is half
    /// past midnight at the beginning of the day named, as software writes it.
    /// </param>
    /// <returns>False when the text is no complete and possible date.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        instant = default;
        if (!BengaliDateTokens.TryRead(text, out var tokens))
            return false;
        var parts = new BengaliDateParts();
        for (var i = 0; i < tokens.Count; )
        {
            var taken = parts.Take(tokens, i);
            if (taken == 0)
                return false;
            i += taken;
        }
        return TryResolve(parts, zone, out instant);
    }

    private static bool TryResolve(BengaliDateParts parts, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        instant = default;
        if (parts is not { Year: >= FirstYear and <= LastYear, Month: >= 1 and <= 12, Day: >= 1 })
            return false;
        if (parts.Day > DateTime.DaysInMonth(parts.Year, parts.Month))
            return false;
        if (!parts.TryHour(out var hour))
            return false;
        var ticks = new DateTime(parts.Year, parts.Month, parts.Day, hour, parts.Minute, parts.Second).Ticks;
        var offset = OffsetAt(ref ticks, parts.InBangladesh ? Bangladesh : zone);
        instant = new DateTimeOffset(ticks, offset);
        return true;
    }

    // Read when named: a machine without zone data must still read every other date.
    private static TimeZoneInfo Bangladesh =>
        TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Dhaka", out var found)
            ? found
            : TimeZoneInfo.CreateCustomTimeZone("BST", TimeSpan.FromHours(6), "BST", "BST");

    /// <summary>The zone's offset at that time of its clocks, of which <paramref name="ticks"/> are made.</summary>
    internal static TimeSpan OffsetAt(ref long ticks, TimeZoneInfo zone)
    {
        var local = new DateTime(ticks);
        // A clock that springs forward skips an hour; what a page says of it is moved behind the gap.
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(30);
        ticks = local.Ticks;
        return zone.GetUtcOffset(local);
    }

    internal static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
