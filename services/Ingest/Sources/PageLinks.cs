using AngleSharp.Dom;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Sources;

/// <summary>Finds the articles that a page lists: links of its own host, with words, in a structure that repeats.</summary>
internal static class PageLinks
{
    private const int MostLinks = 200;
    private const int LeastInList = 3;
    private const int ShortestTitle = 12;
    private const int LevelsCompared = 4;

    // What stands on every page of a site is no list of news.
    private const string Furniture =
        "nav, header, footer, aside, form, [role=navigation], [role=contentinfo]";

    /// <returns>Absolute, each once, in the page's order.</returns>
    /// <exception cref="PageRefusedException">Too large or too deep.</exception>
    public static IReadOnlyList<string> Find(ReadOnlySpan<byte> page, string? charset, Uri url)
    {
        using var document = PageParser.Parse(page, charset);
        var address = Uri.TryCreate(
            url,
            document.QuerySelector("base[href]")?.GetAttribute("href"),
            out var set
        )
            ? set
            : url;
        var links = document
            .QuerySelectorAll("a[href]")
            .Where(a => a.Closest(Furniture) is null && HasWords(a))
            .Select(a => (Shape: Shape(a), Url: Address(a, address, url)))
            .Where(l => l.Url is not null)
            .ToList();
        var lists = links
            .GroupBy(l => l.Shape, StringComparer.Ordinal)
            .Where(g => g.Select(l => l.Url).Distinct(StringComparer.Ordinal).Count() >= LeastInList)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. links
                .Where(l => lists.Contains(l.Shape))
                .Select(l => l.Url!)
                .DistinctBy(Articles.ArticleKey.OfUrl)
                .Take(MostLinks),
        ];
    }

    // "Next", "3" and the names of sections are short; headlines are not.
    private static bool HasWords(IElement link)
    {
        var text = link.TextContent.AsSpan().Trim();
        return text.Length >= ShortestTitle && text.Contains(' ');
    }

    private static string? Address(IElement link, Uri address, Uri page)
    {
        if (
            !Uri.TryCreate(address, link.GetAttribute("href")?.Trim(), out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.UserInfo.Length > 0
            || !string.Equals(url.Authority, page.Authority, StringComparison.OrdinalIgnoreCase)
            || url.AbsolutePath is "" or "/"
            || url.AbsoluteUri.Length > 4096
        )
            return null;
        var plain = url.GetLeftPart(UriPartial.Query);
        return plain == page.GetLeftPart(UriPartial.Query) ? null : plain;
    }

    // The link with the elements that it stands in; classes beyond the first often count or colour.
    private static string Shape(IElement link)
    {
        var names = new List<string>(LevelsCompared);
        for (var at = link; at is not null && names.Count < LevelsCompared; at = at.ParentElement)
            names.Add($"{at.LocalName}.{(at.ClassList.Length > 0 ? at.ClassList[0] : null)}");
        return string.Join('<', names);
    }
}
