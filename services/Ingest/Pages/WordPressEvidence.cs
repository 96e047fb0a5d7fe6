using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>Classes and link relations that WordPress and its themes write.</summary>
internal static class WordPressEvidence
{
    private const string Dates = "time[datetime], .entry-date, .post-date, .published, .date, .publish-date";

    public static Evidence Read(ArticleRegion region, Uri? url, PageContext context)
    {
        // A box that is called a date may hold the date itself.
        var dates = region
            .Elements.Where(e => e.Matches(Dates) && e.QuerySelector("time[datetime]") is null)
            .ToList();
        return new Evidence
        {
            SaysArticle =
                region.Page.Body?.ClassList.Any(c => c is "single" or "single-post" or "postid") == true,
            Title = Title(region),
            People = Reporter.Marked(region),
            Categories = Categories(region, context),
            Tags = Links(region, tags: true),
            PublishedAt = dates
                .Where(d => !IsUpdate(d))
                .Select(d => Date(d, context))
                .FirstOrDefault(d => d is not null),
            UpdatedAt = dates
                .Where(IsUpdate)
                .Select(d => Date(d, context))
                .FirstOrDefault(d => d is not null),
            Image = Image(region, url),
        };
    }

    private static string? Title(ArticleRegion region) =>
        region.Heading is { } heading ? PageText.Tidy(heading.TextContent) : null;

    private static bool IsUpdate(IElement date) =>
        date.ClassList.Any(c => c is "updated" or "modified")
        && !date.ClassList.Any(c => c is "published" or "entry-date");

    private static DateTimeOffset? Date(IElement date, PageContext context) =>
        MachineDate.Read(date.GetAttribute("datetime") ?? date.GetAttribute("title"), context.Zone)
        ?? MachineDate.Read(date.TextContent, context.Zone);

    private static List<string> Categories(ArticleRegion region, PageContext context)
    {
        var linked = Links(region, tags: false);
        return linked.Count > 0 ? linked : Classes(region, context);
    }

    private static List<string> Links(ArticleRegion region, bool tags) =>
        [
            .. region
                .Elements.Concat(region.After)
                .Where(e => e.LocalName == "a" && Relation(e) == (tags ? "tag" : "category"))
                .Select(e => PageText.Tidy(e.TextContent))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    // WordPress marks both with rel="tag", and categories with "category" besides.
    private static string? Relation(IElement link)
    {
        var relations = (link.GetAttribute("rel") ?? "").Split(' ');
        return relations.Contains("category") ? "category"
            : relations.Contains("tag") ? "tag"
            : null;
    }

    // post_class() writes category-{slug} to the article, themes also to the body; other classes begin so too.
    private static List<string> Classes(ArticleRegion region, PageContext context)
    {
        var bearer = region.Body.Closest("[class*='category-']") ?? region.Page.Body;
        return
        [
            .. (bearer?.ClassList ?? Enumerable.Empty<string>())
                .Where(c => c.StartsWith("category-", StringComparison.Ordinal))
                .Select(c => Uri.UnescapeDataString(c["category-".Length..]))
                .Where(context.IsCategory),
        ];
    }

    private static ArticleImage? Image(ArticleRegion region, Uri? url)
    {
        var picture =
            region.Elements.Concat(region.After).FirstOrDefault(e => e.ClassList.Contains("wp-post-image"))
            ?? region
                .Body.Closest("article, .hentry")
                ?.QuerySelectorAll("img.wp-post-image")
                .FirstOrDefault(e => !Boilerplate.Surrounds(e, null))
            ?? region.Elements.FirstOrDefault(e => e.LocalName == "img" && !region.Body.Contains(e))
            ?? LeadPicture(region.Body);
        return picture is not null && PageUrl.Resolve(LazyImages.Source(picture), url) is { } address
            ? new ArticleImage(address, PageText.Tidy(picture.GetAttribute("alt")))
            : null;
    }

    // A picture before the first paragraph stands for the article; a later one illustrates.
    private static IElement? LeadPicture(IElement body)
    {
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (element.LocalName == "img")
                return Boilerplate.Surrounds(element, body) ? null : element;
            if (element.LocalName == "p" && PageText.Of(element).Length > 60)
                return null;
        }
        return null;
    }
}
