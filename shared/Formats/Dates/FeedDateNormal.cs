namespace Syndication.Formats.Dates;

/// <summary>The two forms that nearly every date has, read without allocating; all else is left to others.</summary>
internal static class FeedDateNormal
{
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        var parts = new FeedDateParts();
        return (TryRfc3339(text, ref parts) || TryRfc822(text, ref parts))
            && parts.TryResolve(TimeZoneInfo.Utc, out instant);
    }

    // 2025-08-14T06:43:00.123+06:00
    private static bool TryRfc3339(ReadOnlySpan<char> text, ref FeedDateParts parts)
    {
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, .. var rest])
            return false;
        (parts.Year, parts.Month, parts.Day) = (Four(text), Two(text[5..]), Two(text[8..]));
        parts.SetClock(Two(text[11..]), Two(text[14..]), Two(text[17..]));
        if (rest is ['.', ..])
        {
            var digits = FeedDateText.Digits(rest[1..]);
            parts.Fraction = FeedDateText.Fraction(rest.Slice(1, digits));
            rest = digits == 0 ? default : rest[(digits + 1)..];
        }
        if (rest is ['Z'])
            parts.Offset = 0;
        else if (rest is ['+' or '-', _, _, ':', _, _])
            parts.Offset = Offset(rest[0], Two(rest[1..]), Two(rest[4..]));
        return parts.Offset is not null && Stands(parts);
    }

    // Thu, 14 Aug 2025 06:43:00 +0600
    private static bool TryRfc822(ReadOnlySpan<char> text, ref FeedDateParts parts)
    {
        if (
            text is not [_, _, _, ',', ' ', _, _, ' ', _, _, _, ' ', _, _, _, _, ' ', .. var time]
            || time is not [_, _, ':', _, _, ':', _, _, ' ', .. var zone]
            || !IsWeekday(text[..3])
        )
            return false;
        (parts.Year, parts.Month, parts.Day) = (Four(text[12..]), Month(text.Slice(8, 3)), Two(text[5..]));
        parts.SetClock(Two(time), Two(time[3..]), Two(time[6..]));
        if (zone is "GMT" or "Z" or "UT")
            parts.Offset = 0;
        else if (zone is ['+' or '-', _, _, _, _])
            parts.Offset = Offset(zone[0], Two(zone[1..]), Two(zone[3..]));
        return parts.Offset is not null && Stands(parts);
    }

    private static bool Stands(in FeedDateParts parts) =>
        parts.Year >= 0 && parts is { Month: > 0, Day: > 0, Hour: >= 0, Minute: >= 0, Second: >= 0 };

    private static int? Offset(char sign, int hours, int minutes) =>
        hours is < 0 or > 23 || minutes is < 0 or > 59
            ? null
            : (sign == '-' ? -1 : 1) * ((hours * 60) + minutes);

    private static int Two(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1])
            ? ((text[0] - '0') * 10) + text[1] - '0'
            : -1;

    private static int Four(ReadOnlySpan<char> text) =>
        Two(text) is >= 0 and var high && Two(text[2..]) is >= 0 and var low ? (high * 100) + low : -1;

    private static bool IsWeekday(ReadOnlySpan<char> text) =>
        text is "Mon" or "Tue" or "Wed" or "Thu" or "Fri" or "Sat" or "Sun";

    private static int Month(ReadOnlySpan<char> text) =>
        text switch
        {
            "Jan" => 1,
            "Feb" => 2,
            "Mar" => 3,
            "Apr" => 4,
            "May" => 5,
            "Jun" => 6,
            "Jul" => 7,
            "Aug" => 8,
            "Sep" => 9,
            "Oct" => 10,
            "Nov" => 11,
            "Dec" => 12,
            _ => 0,
        };
}
