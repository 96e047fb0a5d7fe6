using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The last resorts for a category: the path of crumbs, and the heading of the list behind the article.</summary>
internal static partial class CategoryHints
{
    private const int MostNames = 3;

    public static IReadOnlyList<string> Read(ArticleRegion region, PageContext context)
    {
        var page = region.Page;
        var crumbs = page.QuerySelectorAll(
                ".breadcrumb a, .breadcrumbs a, #breadcrumbs a, [class*='breadcrumb'] a, .rank-math-breadcrumb a"
            )
            .Select(a => PageText.Of(a))
            .Where(context.IsCategory)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (crumbs.Count > 0)
            return crumbs;
        if (LatestOf(page) is { Count: > 0 } latest)
            return latest;
        var near = region.LinksAround().Where(context.IsCategory).Distinct(StringComparer.Ordinal).ToList();
        // A menu names all of them.
        return near.Count <= MostNames ? near : [];
    }

    // "সর্বশেষ - X" stands above the latest of the article's own category.
    private static List<string> LatestOf(IDocument page) =>
        [
            .. page.QuerySelectorAll("h1, h2, h3, h4, h5, h6, p, div, span, strong, a")
                .Where(e => e.ChildElementCount <= 2)
                .Select(e => PageText.Of(e))
                .Concat(Texts(page))
                .Where(text => text.Length < 100)
                .Select(text => Latest().Match(text))
                .Where(m => m.Success)
                .Select(m => m.Groups["name"].Value.Trim())
                .Take(1),
        ];

    private static IEnumerable<string> Texts(IDocument page) =>
        page.Body?.Descendants<IText>().Select(t => PageText.Tidy(t.Data)).OfType<string>() ?? [];

    [GeneratedRegex(
        @"^(সর্বশেষ|Latest)\s*[-–—:|]\s*(?<name>[^।.]{2,50})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Latest();
}
