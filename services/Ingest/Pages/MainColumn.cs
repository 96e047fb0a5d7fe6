using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// The boxes that hold most of a page's running text. What they are called says nothing: sites put everything into
/// a <c>form</c>, or call the box of the article a widget.
/// </summary>
internal static class MainColumn
{
    private const string Mark = "data-main-column";

    // Of which a page has one where it is one article.
    private static readonly string[] Single = ["[itemprop~='articleBody']", ".hentry", ".entry-content"];

    public static void Find(IDocument page)
    {
        foreach (var marked in page.QuerySelectorAll($"[{Mark}]"))
            marked.RemoveAttribute(Mark);
        if (page.Body is not { } body)
            return;
        var weights = new Dictionary<IElement, int>();
        Weigh(body, weights);
        var most = weights.GetValueOrDefault(body) / 2;
        for (
            var at = (IElement)body;
            at.Children.FirstOrDefault(c => weights.GetValueOrDefault(c) > most) is { } main;
            at = main
        )
            main.SetAttribute(Mark, "");
        foreach (var name in Single)
        {
            var single = page.QuerySelectorAll(name);
            for (
                var at = single.Length == 1 ? single[0] : null;
                at is not null && at != body;
                at = at.ParentElement
            )
                at.SetAttribute(Mark, "");
        }
    }

    public static bool Is(IElement element) => element.HasAttribute(Mark);

    /// <summary>Takes the marks off what is to leave the page.</summary>
    public static void Forget(IElement body)
    {
        body.RemoveAttribute(Mark);
        foreach (var marked in body.QuerySelectorAll($"[{Mark}]"))
            marked.RemoveAttribute(Mark);
    }

    // Without links, so that lists of titles weigh nothing. Not recursive: pages may be 500 levels deep.
    private static void Weigh(IElement body, Dictionary<IElement, int> weights)
    {
        foreach (var text in body.Descendants<IText>())
        {
            if (PageText.Tidy(text.Data) is not { Length: >= 20 } words || IsApart(text.ParentElement))
                continue;
            for (var at = text.ParentElement; at is not null; at = at.ParentElement)
                weights[at] = weights.GetValueOrDefault(at) + words.Length;
        }
    }

    private static bool IsApart(IElement? parent) =>
        parent
            is null
                or { LocalName: "script" or "style" or "option" or "textarea" or "template" or "noscript" }
        || parent.Closest("a") is not null;
}
