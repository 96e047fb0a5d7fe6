using System.Globalization;

namespace Syndication.Feeds.Directories;

/// <summary>An instant as people read it, in the publication's zone: in Bengali with Bengali digits and part of the day.</summary>
internal static class PageDate
{
    private const int DigitShift = '০' - '0';

    private static readonly string[] BengaliMonths =
    [
        "জানুয়ারি",
        "ফেব্রুয়ারি",
        "মার্চ",
        "এপ্রিল",
        "মে",
        "জুন",
        "জুলাই",
        "আগস্ট",
        "সেপ্টেম্বর",
        "অক্টোবর",
        "নভেম্বর",
        "ডিসেম্বর",
    ];

    // From which hour on, in order.
    private static readonly (int From, string Name)[] PartsOfDay =
    [
        (20, "রাত"),
        (18, "সন্ধ্যা"),
        (15, "বিকেল"),
        (12, "দুপুর"),
        (6, "সকাল"),
        (4, "ভোর"),
        (0, "রাত"),
    ];

    public static string Of(DateTimeOffset instant, TimeZoneInfo zone, bool bengali)
    {
        var at = TimeZoneInfo.ConvertTime(instant, zone);
        if (!bengali)
            return at.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var part = PartsOfDay.First(p => at.Hour >= p.From).Name;
        var hour = at.Hour % 12 == 0 ? 12 : at.Hour % 12;
        return Digits(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{at.Day} {BengaliMonths[at.Month - 1]} {at.Year}, {part} {hour}:{at.Minute:00}"
            )
        );
    }

    /// <summary>For machines: RFC 3339, in the zone.</summary>
    public static string Stamp(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo
            .ConvertTime(instant, zone)
            .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Digits(string text) =>
        string.Create(
            text.Length,
            text,
            static (span, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                    span[i] = char.IsAsciiDigit(from[i]) ? (char)(from[i] + DigitShift) : from[i];
            }
        );
}
