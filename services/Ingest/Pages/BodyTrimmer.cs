using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>A body as readers want it: the article's text and pictures, without what pages put around them.</summary>
internal static class BodyTrimmer
{
    private const string Mark = "data-heading-of-article";

    /// <summary>The trimmed body, and the source that its last line named.</summary>
    public static TrimmedBody Trim(
        IElement found,
        IElement? heading,
        Evidence known,
        IElement? written = null
    )
    {
        // Work on a copy: the page is evidence for other things.
        var body = Copy(found, heading);
        LazyImages.Wake(body);
        Furniture.RemoveForms(body);
        Boilerplate.Remove(body);
        MainColumn.Forget(body);
        Comments(body);
        Blocks.WrapText(body);
        SpamLinks.Remove(body, known.Url, known.Title);
        Furniture.RemoveLines(body);
        RelatedLists.Remove(body);
        HeadLines.Remove(body, known);
        if (written is not null)
            WrittenBody.Cut(body, written);
        Furniture.RemoveLastLinks(body);
        var (name, href) = SourceLine.Take(body);
        foreach (var block in Blocks.Leaves(body).Where(Blocks.IsEmpty).ToList())
            Blocks.Remove(block, body);
        return new TrimmedBody(body, name, href);
    }

    // A body found by its text alone may hold the page's header too: what stands above the heading goes.
    private static IElement Copy(IElement found, IElement? heading)
    {
        if (heading is null || heading == found || !found.Contains(heading))
            return (IElement)found.Clone(deep: true);
        heading.SetAttribute(Mark, "");
        var copy = (IElement)found.Clone(deep: true);
        heading.RemoveAttribute(Mark);
        var at = copy.QuerySelector($"[{Mark}]")!;
        at.RemoveAttribute(Mark);
        var above = new List<INode>();
        for (INode node = at; node != copy; node = node.Parent!)
            above.AddRange(node.Parent!.ChildNodes.TakeWhile(n => n != node));
        if (above.Sum(n => n.TextContent.Length) * 2 > copy.TextContent.Length)
            return copy;
        foreach (var node in above)
            node.Parent!.RemoveChild(node);
        return copy;
    }

    private static void Comments(IElement body)
    {
        foreach (var comment in body.Descendants<IComment>().ToList())
            comment.Remove();
    }
}

/// <summary>What is left of a body, and what its last line said.</summary>
internal sealed record TrimmedBody(IElement Element, string? SourceName, string? SourceHref)
{
    public int Length => PageText.Of(Element).Length;
}
