using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes what a page holds but does not show: where injected links hide.</summary>
internal static partial class HiddenContent
{
    private const int LongestSheet = 200_000;

    public static void Remove(IDocument page)
    {
        if (page.Body is not { } body)
            return;
        var names = HidingNames(page);
        var most = body.TextContent.Length / 2;
        var hidden = body.QuerySelectorAll("[hidden], [style], [class], [id]")
            .Where(e => IsHidden(e) || (names.Count > 0 && IsHiddenBy(e, names)))
            .ToList();
        foreach (var element in hidden)
        {
            // Some pages hide themselves until their script has run.
            if (element.TextContent.Length <= most && element.QuerySelector("h1") is null)
                element.Remove();
        }
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { Length: > 0 and < 2000 } style && Hides().IsMatch(style));

    // Only around links elsewhere: style sheets hide much for other screens, which is no harm.
    private static bool IsHiddenBy(IElement element, HashSet<string> names) =>
        (
            element.ClassList.Any(c => names.Contains('.' + c))
            || (element.Id is { } id && names.Contains('#' + id))
        ) && element.QuerySelector("a[href^='http']") is not null;

    private static HashSet<string> HidingNames(IDocument page)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sheet in page.QuerySelectorAll("style").Select(s => s.TextContent))
        {
            if (sheet.Length > LongestSheet)
                continue;
            Collect(sheet, names);
        }
        return names;
    }

    private static void Collect(string sheet, HashSet<string> names)
    {
        try
        {
            foreach (Match rule in Rules().Matches(sheet))
            {
                if (Hides().IsMatch(rule.Groups["set"].Value))
                    names.UnionWith(rule.Groups["names"].Value.Split(',').Select(n => n.Trim()));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A sheet made to be slow: what it hides is then told by its words alone.
        }
    }

    [GeneratedRegex(
        """
            (?<![-\w])(
                display \s*:\s* none
              | visibility \s*:\s* hidden
              | opacity \s*:\s* 0(\.0+)? \s* (!|;|$)
              | font-size \s*:\s* ([01]px | 0(em|%|pt)?) \s* (!|;|$)
              | overflow \s*:\s* hidden .{0,200}? (?<![-\w]) (height|width) \s*:\s* [01](px)? \s* (!|;|$)
              | (?<![-\w]) (height|width) \s*:\s* [01](px)? \s* (!|;) .{0,200}? (?<![-\w]) overflow \s*:\s* hidden
              | (left|top|right|bottom|text-indent|margin-left|margin-top) \s*:\s* -\d{3,}
              | clip \s*:\s* rect\( \s* [01](px)? [\s,]
            )
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 500
    )]
    private static partial Regex Hides();

    [GeneratedRegex(
        @"(?<names>[.#][\w-]{1,80}(\s*,\s*[.#][\w-]{1,80}){0,20})\s*\{(?<set>[^{}]{1,1000})\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Rules();
}
