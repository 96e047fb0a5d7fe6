using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Finds the element that holds the body where themes mark it.</summary>
internal static class BodyFinder
{
    private const int ShortestBody = 60;

    private static readonly string[] Marks =
    [
        ".entry-content",
        ".post-content",
        ".td-post-content",
        "[itemprop~='articleBody']",
        ".article-content",
        ".article-body",
        ".article__content",
        ".single-content",
        ".news-content",
        ".news-details",
        ".content-details",
        ".post-body",
        ".story-content",
        ".wp-block-post-content",
    ];

    public static IElement? Find(IDocument page)
    {
        foreach (var mark in Marks)
        {
            var marked = page.QuerySelectorAll(mark).Where(e => !Boilerplate.Surrounds(e, null)).ToList();
            var best = marked.MaxBy(e => PageText.Of(e).Length);
            if (best is not null && PageText.Of(best).Length >= ShortestBody)
                return best;
        }
        return null;
    }

    /// <summary>True for a page of many articles, by what WordPress writes into the body's class.</summary>
    public static bool IsListing(IDocument page) =>
        page.Body is { } body
        && (
            body.ClassList.Any(c =>
                c is "home" or "blog" or "archive" or "search" or "error404" or "search-results"
            )
            || page.QuerySelectorAll("article").Count(a => a.QuerySelector("h2 a, h3 a") is not null) > 3
        );
}
