using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>What the page's head says: OpenGraph, <c>article:*</c>, Twitter, and <c>meta</c> of old.</summary>
internal static class MetaEvidence
{
    public static Evidence Read(IDocument page, Uri? url, PageContext context)
    {
        var meta = new MetaTags(page);
        return new Evidence
        {
            SaysArticle = string.Equals(meta["og:type"], "article", StringComparison.OrdinalIgnoreCase),
            Title = WithoutSite(meta["og:title"] ?? meta["twitter:title"], meta["og:site_name"]),
            Summary = meta["og:description"] ?? meta["twitter:description"] ?? meta["description"],
            People = People(meta),
            Categories = meta.All("article:section"),
            Tags = Tags(meta),
            PublishedAt = Date(
                meta,
                context,
                "article:published_time",
                "datepublished",
                "publishdate",
                "dc.date.issued"
            ),
            UpdatedAt = Date(meta, context, "article:modified_time", "og:updated_time", "datemodified"),
            Image = Image(meta, url),
            Url = page.QuerySelector("link[rel~='canonical' i]")?.GetAttribute("href") ?? meta["og:url"],
            Language = Language(page, meta),
        };
    }

    /// <summary>A title without the site's name, which many pages append.</summary>
    public static string? WithoutSite(string? title, string? site)
    {
        if (title is null || site is null || !title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
            return title;
        var rest = title[..^site.Length].TrimEnd();
        return rest.Length > 1 && rest[^1] is '-' or '|' or '–' or '—' or '»' or ':' or '·'
            ? PageText.Tidy(rest.TrimEnd('-', '|', '–', '—', '»', ':', '·', ' ')) ?? title
            : title;
    }

    private static List<string> People(MetaTags meta)
    {
        // article:author is by its standard a profile's URL; many write the name.
        var told = meta.All("author").Concat(meta.All("article:author")).Concat(meta.All("dc.creator"));
        if (meta["twitter:label1"] is { } label && label.Contains("ritten by", StringComparison.Ordinal))
            told = told.Concat(meta.All("twitter:data1"));
        var site = meta["og:site_name"];
        return
        [
            .. told.Where(n => !n.Contains("://", StringComparison.Ordinal) && !PageText.Same(n, site))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static List<string> Tags(MetaTags meta)
    {
        var tags = meta.All("article:tag");
        return tags.Count > 0
            ? tags
            : [.. (meta["news_keywords"] ?? "").Split(',').Select(PageText.Tidy).OfType<string>()];
    }

    private static DateTimeOffset? Date(MetaTags meta, PageContext context, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (MachineDate.Read(meta[name], context.Zone) is { } date)
                return date;
        }
        return null;
    }

    private static ArticleImage? Image(MetaTags meta, Uri? url)
    {
        var address =
            meta["og:image"] ?? meta["og:image:url"] ?? meta["twitter:image"] ?? meta["twitter:image:src"];
        return PageUrl.Resolve(address, url) is { } resolved
            ? new ArticleImage(resolved, meta["og:image:alt"] ?? meta["twitter:image:alt"])
            : null;
    }

    private static string? Language(IDocument page, MetaTags meta) =>
        PageText.Tidy(page.DocumentElement.GetAttribute("lang"))
        ?? meta["og:locale"]?.Replace('_', '-')
        ?? meta["content-language"];
}
