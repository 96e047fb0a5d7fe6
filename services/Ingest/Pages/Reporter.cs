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
            if (TrySplit(lines[i], out var split, out _) && Name(split) is { } named)
                return [named];
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
        TrySplit(line, out _, out _)
        || (line.Length <= LongestName && Staff().IsMatch(line))
        || line.Length <= LongestLine
            && Label().Match(line) is { Success: true } match
            && match.Groups["rest"].Value.Length <= LongestName;

    /// <summary>The date at the end of a line that also names the reporter; other lines as they are.</summary>
    public static string WithoutByline(string line) => TrySplit(line, out _, out var date) ? date : line;

    // "প্রতিবেদক মেহরাব তালুকদার আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ", all in one line.
    private static bool TrySplit(string line, out string name, out string date)
    {
        (name, date) = ("", "");
        if (line.Length > LongestLine || !LooseLabel().IsMatch(line))
            return false;
        var words = LooseLabel().Replace(line, "").Split(' ');
        for (var i = 1; i < Math.Min(words.Length, MostWords + 1); i++)
        {
            date = string.Join(' ', words[i..]).TrimStart('|', ' ');
            name = string.Join(' ', words[..i]);
            if (BengaliDate.TryParse(date, TimeZoneInfo.Utc, out _))
                return true;
        }
        return false;
    }

    private static string? Name(string text)
    {
        if (text.Length > LongestLine)
            return null;
        var name = PageText.Tidy(LooseLabel().Replace(text, ""))?.Trim(':', '|', '-', ',', ' ');
        if (name is null or { Length: < 2 or > LongestName } || name.Split(' ').Length > MostWords)
            return null;
        var isName =
            !PageText.EndsAsSentence(name)
            && !name.Any(char.IsDigit)
            && !name.Contains('@', StringComparison.Ordinal)
            && !BengaliDate.TryParse(name, TimeZoneInfo.Utc, out _);
        return isName ? name : null;
    }

    // "নিজস্ব প্রতিবেদক, ঢাকা": a desk or a place, and no name.
    [GeneratedRegex(
        @"^\(?(নিজস্ব|স্টাফ|জেলা|উপজেলা|বিশেষ|জ্যেষ্ঠ|সিনিয়র|বিশ্ববিদ্যালয়|অনলাইন|ক্রীড়া|ডেস্ক|[\p{L}\p{M}]+ ?\([\p{L}\p{M}]+\))\s+"
            + @"(প্রতিবেদক|প্রতিনিধি|সংবাদদাতা|রিপোর্টার|ডেস্ক|করেসপন্ডেন্ট|রিপোর্ট)\)?\s*([,।|:-]\s*[\p{L}\p{M} ]{0,30})?$"
            + @"|^(our |staff |special |district )+(correspondent|reporter)s?\s*([,|:-]\s*[\p{L} ]{0,30})?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Staff();

    // Where markup says that it is a name, or a date follows, the label needs no colon.
    [GeneratedRegex(
        @"^\s*(?:প্রতিবেদক|লেখক|রিপোর্টার|সংবাদদাতা|লিখেছেন|আলোকচিত্রী?|reporter|author|written by|posted by|by)(?:\s*[:ঃ：|-]\s*|\s+|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex LooseLabel();

    // A label alone, or a label and a colon; "by" needs none.
    [GeneratedRegex(
        @"^(?:(?:প্রতিবেদক|লেখক|রিপোর্টার|সংবাদদাতা|লিখেছেন|আলোকচিত্রী?|reporter|author|written by|posted by)\s*(?:$|[:ঃ：|-]\s*)|by:?(?:\s+|$))(?<rest>.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Label();
}
