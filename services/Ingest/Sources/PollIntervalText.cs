using System.Globalization;
using System.Text.RegularExpressions;

namespace Syndication.Ingest.Sources;

/// <summary>A time between two polls, as <c>hh:mm:ss</c>, <c>d.hh:mm:ss</c> or an ISO 8601 duration such as <c>PT15M</c>.</summary>
internal static partial class PollIntervalText
{
    public static bool TryParse(string text, out TimeSpan interval)
    {
        interval = default;
        if (Clock().IsMatch(text))
            return TimeSpan.TryParseExact(
                text,
                [@"hh\:mm", @"hh\:mm\:ss", @"d\.hh\:mm\:ss"],
                CultureInfo.InvariantCulture,
                out interval
            );
        if (Duration().Match(text) is not { Success: true } match)
            return false;
        interval =
            TimeSpan.FromDays(Part(match, "d"))
            + TimeSpan.FromHours(Part(match, "h"))
            + TimeSpan.FromMinutes(Part(match, "m"))
            + TimeSpan.FromSeconds(Part(match, "s"));
        return true;
    }

    public static string? Format(TimeSpan? interval) => interval?.ToString("c", CultureInfo.InvariantCulture);

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group
            ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^([0-9]\.)?[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Clock();

    // No years or months: nobody could say how long those are.
    [GeneratedRegex(
        "^P(?=.)((?<d>[0-9]{1,5})D)?(T(?=.)((?<h>[0-9]{1,5})H)?((?<m>[0-9]{1,5})M)?((?<s>[0-9]{1,6})S)?)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Duration();
}
