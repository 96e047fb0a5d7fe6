using System.Globalization;
using Syndication.Formats.Dates;

namespace Syndication.Ingest.Pages;

/// <summary>Dates in attributes and JSON: ISO 8601 with or without an offset, else as people write them.</summary>
internal static class MachineDate
{
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone)
    {
        if (PageText.Tidy(text) is not { Length: <= 256 } date)
            return null;
        if (!LooksIso(date))
            return BengaliDate.TryParse(date, zone, out var written) ? written : null;
        if (HasOffset(date))
            return DateTimeOffset.TryParse(
                date,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var told
            )
                ? told
                : null;
        return DateTime.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local))
            : null;
    }

    private static bool LooksIso(string date) =>
        date.Length >= 10
        && date[4] == '-'
        && date[..4].All(char.IsAsciiDigit)
        && date[5..7].All(char.IsAsciiDigit);

    private static bool HasOffset(string date) =>
        date.Length > 16 && (date[^1] is 'Z' or 'z' || date.LastIndexOfAny(['+', '-']) > 10);
}
