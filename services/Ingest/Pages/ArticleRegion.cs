using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Where on a page things are said about the article: its heading's own box, and everything from the heading to
/// the body's end. The page's header, with today's date, and the lists behind the article lie outside.
/// </summary>
internal sealed class ArticleRegion
{
    private const int LongestHeader = 800;
    private const int ShortestTitle = 8;
    private const int MostCrumbs = 5;
    private const int LongestAside = 300;

    private readonly List<IElement> _box;

    public ArticleRegion(IDocument page, IElement? heading, IElement body)
    {
        Page = page;
        Heading = heading;
        Body = body;
        var all = page.All.ToList();
        var at = all.IndexOf(body);
        var from = heading is null ? at : all.IndexOf(heading);
        var to = at + body.QuerySelectorAll("*").Length + 1;
        // A body from structured data stands nowhere on the page.
        var between = at >= 0 && from < to ? all[from..to] : [];
        _box = [.. HeadingBox(heading, body)];
        Elements = [.. _box.Concat(between).Distinct().Where(e => !IsAround(e, footers: false))];
        After = [.. AfterBody(body, heading).Where(e => !IsAround(e, footers: true))];
    }

    public IDocument Page { get; }
    public IElement? Heading { get; }
    public IElement Body { get; }

    /// <summary>In document order, the heading's box first.</summary>
    public IReadOnlyList<IElement> Elements { get; }

    /// <summary>What follows the body within the same article: its tags and categories.</summary>
    public IReadOnlyList<IElement> After { get; }

    /// <summary>The first lines of text around the heading, without the heading itself.</summary>
    public List<string> Lines(int count) =>
        [
            .. _box.SelectMany(e => e.ChildNodes.OfType<IText>())
                .Concat(Following())
                .Where(t => Heading?.Contains(t) != true && !IsAround(t.ParentElement!, footers: false))
                .Select(t => PageText.Tidy(t.Data))
                .OfType<string>()
                .Take(count),
        ];

    // From the heading, or else the body's beginning, to the body's end.
    private IEnumerable<IText> Following()
    {
        var start = Heading ?? Body;
        var started = false;
        var inBody = false;
        foreach (var text in Page.Body!.Descendants<IText>())
        {
            started |= start.Contains(text);
            var within = started && Body.Contains(text);
            if (inBody && !within)
                yield break;
            inBody = within;
            if (started)
                yield return text;
        }
    }

    /// <summary>What the links say that stand above the body, in the box that it shares with the heading.</summary>
    public IEnumerable<string> LinksAround()
    {
        var box = Body.ParentElement;
        while (box is not null && Heading is not null && !box.Contains(Heading))
            box = box.ParentElement;
        if (box is null or { LocalName: "html" })
            return [];
        return box.QuerySelectorAll("a[href]")
            .Where(a =>
                Body.CompareDocumentPosition(a).HasFlag(DocumentPositions.Preceding)
                && !IsAround(a, footers: false)
                && !IsInMenu(a)
            )
            .Select(PageText.Of);
    }

    /// <summary>Heading of the page by its text, else the first that is not the site's own.</summary>
    public static IElement? FindHeading(IDocument page, string? title)
    {
        var headings = page.QuerySelectorAll("h1, .entry-title, .post-title, h2, h3")
            .Where(h => !Boilerplate.Surrounds(h, null))
            .ToList();
        return headings.Find(h => PageText.Same(h.TextContent, title))
            ?? headings.Find(h => IsPartOf(title, h) && !IsSiteTitle(h))
            ?? headings.Find(h => h.ClassList.Contains("entry-title"))
            ?? headings.Find(h => h.LocalName == "h1" && !IsSiteTitle(h))
            ?? page.QuerySelectorAll("p, div, span, td, strong, b, font, center")
                .FirstOrDefault(e =>
                    e.ChildElementCount == 0 && IsPartOf(title, e) && !Boilerplate.Surrounds(e, null)
                );
    }

    // Titles in the head often go on with the site's name, or begin with it.
    private static bool IsPartOf(string? title, IElement heading) =>
        PageText.Key(heading.TextContent) is { Length: >= ShortestTitle } key
        && PageText.Key(title) is var whole
        && (
            whole.StartsWith(key, StringComparison.Ordinal)
            || (key.Length * 2 > whole.Length && whole.EndsWith(key, StringComparison.Ordinal))
        );

    private static bool IsSiteTitle(IElement heading) =>
        heading.ClassList.Any(c =>
            c.Contains("logo", StringComparison.OrdinalIgnoreCase) || c == "site-title"
        )
        || heading.QuerySelector("a[rel='home'], img") is not null
        || heading.Closest(".site-header, .site-branding, .logo, #masthead") is not null;

    // Some themes hold name and date in an aside below the heading.
    private static bool IsAboutArticle(IElement element) =>
        element.LocalName == "aside"
        && element.QuerySelector("time[datetime]") is not null
        && PageText.Of(element).Length <= LongestAside;

    private static bool IsInMenu(IElement link) =>
        link.ParentElement is { } box
        && (
            IsOfLinks(box) || box is { LocalName: "li" or "td", ParentElement: { } outer } && IsOfLinks(outer)
        );

    private static bool IsOfLinks(IElement box) => box.QuerySelectorAll("a[href]").Length > MostCrumbs;

    // Boxes that a body must not keep, but that tell of the article.
    private static bool IsTelling(string name) =>
        name
            is "entry-meta"
                or "post-meta"
                or "author-box"
                or "cat-links"
                or "tags-links"
                or "post-tags"
                or "entry-footer";

    private static bool IsAround(IElement element, bool footers)
    {
        for (var at = element; at is { LocalName: not "body" }; at = at.ParentElement)
        {
            if (MainColumn.Is(at) || IsAboutArticle(at))
                continue;
            if (at.LocalName is "nav" or "aside" or "form" or "script" or "style")
                return true;
            if (at.LocalName == "footer" && footers)
                continue;
            if (Boilerplate.Is(at) && !at.ClassList.Any(IsTelling))
                return true;
        }
        return false;
    }

    private static IEnumerable<IElement> HeadingBox(IElement? heading, IElement body)
    {
        var box = heading;
        while (
            box?.ParentElement is { LocalName: not ("body" or "html" or "main") } parent
            && !parent.Contains(body)
        )
            box = parent;
        var foreign = box is null || box == heading || PageText.Of(box).Length > LongestHeader;
        return foreign || box!.QuerySelector("nav, ul.menu, .menu") is not null
            ? []
            : box.QuerySelectorAll("*");
    }

    private static IEnumerable<IElement> AfterBody(IElement body, IElement? heading)
    {
        var root = body.ParentElement;
        while (root is not null && heading is not null && !root.Contains(heading))
            root = root.ParentElement;
        if (root is null or { LocalName: "body" or "html" })
            return [];
        return root.QuerySelectorAll("*")
            .Where(e =>
                body.CompareDocumentPosition(e).HasFlag(DocumentPositions.Following)
                && !body.Contains(e)
                && e.Closest(".related, .post-related") is null
            );
    }
}
