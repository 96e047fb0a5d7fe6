using System.Text.RegularExpressions;
using Syndication.Formats.Dates;

namespace Syndication.Ingest.Pages;

/// <summary>What plain lines around the heading say: the reporter behind a label, and the date line.</summary>
internal static partial class LabelEvidence
{
    private const int FirstLines = 24;

    public static Evidence Read(ArticleRegion region, PageContext context)
    {
        var lines = region.Lines(FirstLines);
        var (published, updated) = Dates(lines, context.Zone);
        return new Evidence
        {
            People = Reporter.Labelled(lines),
            PublishedAt = published,
            UpdatedAt = updated,
        };
    }

    /// <summary>True for a line that is a date and nothing else, or several of them.</summary>
    public static bool IsDateLine(string line) =>
        Split(line) is { Count: > 0 } parts
        && parts.TrueForAll(p => BengaliDate.TryParse(p, TimeZoneInfo.Utc, out _));

    private static (DateTimeOffset?, DateTimeOffset?) Dates(List<string> lines, TimeZoneInfo zone)
    {
        DateTimeOffset? published = null;
        DateTimeOffset? updated = null;
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var part in Split(Reporter.WithoutByline(lines[i])))
            {
                if (!TryRead(part, i + 1 < lines.Count ? lines[i + 1] : "", zone, out var date))
                    continue;
                if (Update().IsMatch(part) || (i > 0 && IsUpdateLabel(lines[i - 1])))
                    updated ??= date;
                else
                    published ??= date;
            }
        }
        return (published, updated);
    }

    // Markup often parts the time of day from the day.
    private static bool TryRead(string line, string next, TimeZoneInfo zone, out DateTimeOffset date) =>
        BengaliDate.TryParse($"{line} {next}", zone, out date) || BengaliDate.TryParse(line, zone, out date);

    private static bool IsUpdateLabel(string line) => line.Length < 20 && Update().IsMatch(line);

    private static List<string> Split(string line) =>
        line.Length > 256 || OtherCalendar().IsMatch(line)
            ? []
            : [.. Parts().Split(line).Where(p => p.Any(char.IsDigit))];

    // A line with two calendars is the page's header, which tells today's date.
    [GeneratedRegex("বঙ্গাব্দ|হিজরি|হিজরী", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OtherCalendar();

    [GeneratedRegex(
        @"\s[|•]\s|\s*(?=আপডেট|হালনাগাদ|(?<!last )updated)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Parts();

    [GeneratedRegex(
        "আপডেট|হালনাগাদ|updated",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Update();
}
