using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>schema.org in attributes: <c>itemscope</c> of an article and its <c>itemprop</c>s.</summary>
internal static class MicrodataEvidence
{
    public static Evidence Read(IDocument page, IElement body, Uri? url, PageContext context)
    {
        var items = page.QuerySelectorAll(
            "[itemscope][itemtype$='Article'], [itemscope][itemtype$='BlogPosting']"
        );
        if (PagesOwn(items, body) is not { } item)
            return new Evidence();
        var image = PageUrl.Resolve(Value(Own(item, "image").FirstOrDefault()), url);
        return new Evidence
        {
            SaysArticle = true,
            Title = Value(Own(item, "headline").FirstOrDefault()),
            Summary = Value(Own(item, "description").FirstOrDefault()),
            People = [.. Own(item, "author").Select(Name).OfType<string>().Distinct(StringComparer.Ordinal)],
            Categories = [.. Own(item, "articleSection").Select(Value).OfType<string>()],
            PublishedAt = MachineDate.Read(Value(Own(item, "datePublished").FirstOrDefault()), context.Zone),
            UpdatedAt = MachineDate.Read(Value(Own(item, "dateModified").FirstOrDefault()), context.Zone),
            Image = image is null ? null : new ArticleImage(image),
        };
    }

    // Lists of other articles are marked up too: the page's own holds the body.
    private static IElement? PagesOwn(IHtmlCollection<IElement> items, IElement body) =>
        items.Length == 1
            ? items[0]
            : items.LastOrDefault(i => i.Contains(body))
                ?? items.FirstOrDefault(i => body.Contains(i) && IsWhole(i));

    private static bool IsWhole(IElement item) => item.QuerySelector("[itemprop~='articleBody']") is not null;

    // A property inside another item is that item's.
    private static IEnumerable<IElement> Own(IElement item, string property) =>
        item.QuerySelectorAll($"[itemprop~='{property}']")
            .Where(e => e.ParentElement?.Closest("[itemscope]") == item);

    private static string? Name(IElement author) =>
        Value(author.QuerySelector("[itemprop~='name']") ?? author);

    private static string? Value(IElement? element) =>
        element is null
            ? null
            : PageText.Plain(
                element.GetAttribute("content")
                    ?? element.GetAttribute("datetime")
                    ?? (element.LocalName == "abbr" ? element.GetAttribute("title") : null)
                    ?? element.GetAttribute("src")
                    ?? element.TextContent
            );
}
