using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>A body as readers want it: the article's text and pictures, without what pages put around them.</summary>
internal static class BodyTrimmer
{
    /// <summary>The trimmed body, and the source that its last line named.</summary>
    public static TrimmedBody Trim(IElement found, Evidence known)
    {
        // Work on a copy: the page is evidence for other things.
        var body = (IElement)found.Clone(deep: true);
        Boilerplate.Remove(body);
        Comments(body);
        Blocks.WrapText(body);
        SpamLinks.Remove(body, known.Url);
        RelatedLists.Remove(body);
        HeadLines.Remove(body, known);
        LazyImages.Wake(body);
        var (name, href) = SourceLine.Take(body);
        foreach (var block in Blocks.Leaves(body).Where(Blocks.IsEmpty).ToList())
            Blocks.Remove(block, body);
        return new TrimmedBody(body, name, href);
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
