using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Syndication.Formats.Html;

namespace Syndication.Ingest.Pages;

/// <summary>Looks at a page's tree while it grows, and stops the parser. For one page.</summary>
internal sealed class PageGuard : IElementFactory<Document, HtmlElement>
{
    // The parser itself flattens what lies deeper than 511 ancestors, and takes seconds over it.
    private const int DeepestLevel = 510;

    // No news page comes near these; trimming takes a time that grows with them.
    private const int MostElements = 60_000;
    private const long MostLevels = 6_000_000;

    // A look at every eighth element is enough: the depth grows by a few levels at most between two looks.
    private const int LookEvery = 8;

    private static readonly IElementFactory<Document, HtmlElement> Factory = Configuration
        .Default.Services.OfType<IElementFactory<Document, HtmlElement>>()
        .Single();

    private INode? _last;
    private int _count;
    private int _made;
    private long _levels;

    // The element is not in the tree yet; the one before is.
    public void Look(IElement created)
    {
        if (++_count % LookEvery == 0)
        {
            var depth = Depth(_last);
            _levels += depth * LookEvery;
            if (depth >= DeepestLevel || _levels > MostLevels)
                throw new PageRefusedException(PageFault.TooDeep);
        }
        // The parser goes deeper into its stack for each that stands right in the one before.
        if (IsPreformatted(created) && Row(_last) >= TokenizerHazard.MostInARow)
            throw new PageRefusedException(PageFault.Broken);
        _last = created;
    }

    // Also what an unclosed tag repeats in every paragraph that follows (HTML §13.2.4.3).
    public HtmlElement Create(
        Document document,
        string localName,
        string? prefix = null,
        NodeFlags flags = NodeFlags.None
    )
    {
        if (++_made > MostElements)
            throw new PageRefusedException(PageFault.TooLarge);
        return Factory.Create(document, localName, prefix, flags);
    }

    private static int Depth(INode? element)
    {
        var depth = 0;
        for (var at = element?.Parent; at is not null && depth < DeepestLevel; at = at.Parent)
            depth++;
        return depth;
    }

    private static int Row(INode? last)
    {
        var count = 0;
        for (
            var at = last;
            count < TokenizerHazard.MostInARow && at is IElement element && IsPreformatted(element);
            at = at.Parent
        )
            count++;
        return count;
    }

    private static bool IsPreformatted(IElement element) => element.LocalName is "pre" or "listing";
}
