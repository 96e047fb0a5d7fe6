using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Syndication.Formats.Html;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Parses pages as browsers do, and gives up as soon as one grows too deep or too big. The depth is measured on the tree
/// while it grows: what unbalanced tags amount to, only the parser's own rules tell.
/// </summary>
internal static class PageParser
{
    public const int LargestPage = 4 << 20;

    // The parser itself flattens what lies deeper than 511 ancestors, and takes seconds over it.
    private const int DeepestLevel = 510;

    // No news page comes near these; trimming takes a time that grows with them.
    private const int MostElements = 60_000;
    private const long MostLevels = 6_000_000;
    private const long MostNestedText = 64_000_000;

    // A look at every eighth element is enough: the depth grows by a few levels at most between two looks.
    private const int LookEvery = 8;

    /// <exception cref="PageRefusedException">Too large, too deep, or broken on purpose.</exception>
    public static IHtmlDocument Parse(ReadOnlySpan<byte> page, string? charset)
    {
        if (page.Length > LargestPage)
            throw new PageRefusedException(PageFault.TooLarge);
        var guard = new DepthGuard();
        var parser = new HtmlParser(
            new HtmlParserOptions { OnCreated = (element, _) => guard.Look(element) }
        );
        var html = PageDecoder.Decode(page, charset);
        if (TokenizerHazard.IsIn(html))
            throw new PageRefusedException(PageFault.Broken);
        var document = parser.ParseDocument(html);
        if (NestedText(document) <= MostNestedText)
            return document;
        document.Dispose();
        throw new PageRefusedException(PageFault.TooDeep);
    }

    /// <summary>Parses a fragment of our own making.</summary>
    public static IElement Fragment(string html)
    {
        var body = new HtmlParser().ParseDocument("").CreateElement("div");
        body.InnerHtml = html;
        return body;
    }

    // Characters times the elements they lie in: what it costs to look at the text of every element.
    private static long NestedText(IDocument document)
    {
        var sum = 0L;
        var open = new Stack<(INode Node, int Depth)>([(document, 0)]);
        while (open.TryPop(out var at))
        {
            if (at.Node is ICharacterData text)
                sum += (long)text.Length * at.Depth;
            else if (at.Node is not IHtmlScriptElement and not IHtmlStyleElement)
                foreach (var child in at.Node.ChildNodes)
                    open.Push((child, at.Depth + 1));
        }
        return sum;
    }

    private sealed class DepthGuard
    {
        private IElement? _last;
        private int _count;
        private long _levels;

        // The element is not in the tree yet; the one before is.
        public void Look(IElement created)
        {
            if (++_count > MostElements)
                throw new PageRefusedException(PageFault.TooLarge);
            if (_count % LookEvery == 0)
            {
                var depth = Depth(_last);
                _levels += depth * LookEvery;
                if (depth >= DeepestLevel || _levels > MostLevels)
                    throw new PageRefusedException(PageFault.TooDeep);
            }
            _last = created;
        }

        private static int Depth(IElement? element)
        {
            var depth = 0;
            for (
                var at = element?.ParentElement;
                at is not null && depth < DeepestLevel;
                at = at.ParentElement
            )
                depth++;
            return depth;
        }
    }
}
