using System.Text.RegularExpressions;
using Syndication.Formats.Dates;

namespace Syndication.Ingest.Pages;

/// <summary>Names of reporters, by markup or behind a label.</summary>
internal static partial class Reporter
{
    private const int LongestName = 60;
    private const int MostWords = 7;
    private const int MostMarks = 20;
    private const int LongestLine = 300;

    private const string Marks =
        "[rel~='author'], .author-name, .byline .author, .author .fn, .reporter-name, .reporter, .byline, .post-author, .author";

    /// <summary>Names that the theme marks as the author's.</summary>
    public static List<string> Marked(ArticleRegion region)
    {
        var marked = region.Elements.Where(e => e.Matches(Marks)).Take(MostMarks).ToList();
        // The innermost: a byline holds its author, and a date or a label besides.
        return
        [
            .. marked
                .Where(e => !marked.Exists(inner => inner != e && e.Contains(inner)))
                .Select(e => Name(PageText.Of(e)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names in a line behind the label <c>প্রতিবেদক</c>, or in the line after it.</summary>
    public static List<string> Labelled(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length > LongestLine)
                continue;
            var match = Label().Match(lines[i]);
            if (!match.Success)
                continue;
            var rest = match.Groups["rest"].Value;
            var name = rest.Length > 0 ? Name(rest) : Name(i + 1 < lines.Count ? lines[i + 1] : "");
            if (name is not null)
                return [name];
        }
        return [];
    }

    /// <summary>True for a line that is a label and a name, or a label alone.</summary>
    public static bool IsByline(string line) =>
        line.Length <= LongestLine
        && Label().Match(line) is { Success: true } match
        && match.Groups["rest"].Value.Length <= LongestName;

    private static string? Name(string text)
    {
        if (text.Length > LongestLine)
            return null;
        var label = Label().Match(text);
        var name = PageText
            .Tidy(label.Success ? label.Groups["rest"].Value : text)
            ?.Trim(':', '|', '-', ',', ' ');
        if (name is null or { Length: < 2 or > LongestName } || name.Split(' ').Length > MostWords)
            return null;
        var isName =
            !PageText.EndsAsSentence(name)
            && !name.Any(char.IsDigit)
            && !name.Contains('@', StringComparison.Ordinal)
            && !BengaliDate.TryParse(name, TimeZoneInfo.Utc, out _);
        return isName ? name : null;
    }

    // A label alone, or a label and a colon; "by" needs none.
    [GeneratedRegex(
        @"^(?:(?:প্রতিবেদক|লেখক|রিপোর্টার|সংবাদদাতা|লিখেছেন|reporter|author|written by|posted by)\s*(?:$|[:ঃ：|-]\s*)|by:?\s+)(?<rest>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Label();
}
