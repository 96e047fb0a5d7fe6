using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>schema.org in attributes: <c>itemscope</c> of an article and its <c>itemprop</c>s.</summary>
internal static class MicrodataEvidence
{
    public static Evidence Read(IDocument page, Uri? url, PageContext context)
    {
        var items = page.QuerySelectorAll(
            "[itemscope][itemtype$='Article'], [itemscope][itemtype$='BlogPosting']"
        );
        if (items.Length != 1)
            return new Evidence();
        var item = items[0];
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
                    ?? element.GetAttribute("src")
                    ?? element.TextContent
            );
}
