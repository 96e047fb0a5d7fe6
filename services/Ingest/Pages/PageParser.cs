using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Parses pages as browsers do, and gives up as soon as one grows too deep or too big. The depth is measured on the tree
/// while it grows: what unbalanced tags amount to, only the parser's own rules tell.
/// </summary>
internal static class PageParser
{
    public const int LargestPage = 4 << 20;

    private const long MostNestedText = 64_000_000;

    /// <exception cref="PageRefusedException">Too large, too deep, or broken on purpose.</exception>
    public static IHtmlDocument Parse(ReadOnlySpan<byte> page, string? charset)
    {
        if (page.Length > LargestPage)
            throw new PageRefusedException(PageFault.TooLarge);
        var html = HtmlPageText.Decode(page, charset);
        if (TokenizerHazard.IsIn(html))
            throw new PageRefusedException(PageFault.Broken);
        var document = Guarded().ParseDocument(html);
        if (NestedText(document) <= MostNestedText)
            return document;
        document.Dispose();
        throw new PageRefusedException(PageFault.TooDeep);
    }

    /// <summary>Parses a fragment that structured data holds.</summary>
    /// <exception cref="PageRefusedException">As for pages.</exception>
    public static IElement Fragment(string html)
    {
        if (html.Length > LargestPage || TokenizerHazard.IsIn(html))
            throw new PageRefusedException(PageFault.Broken);
        var parser = Guarded();
        var body = parser.ParseDocument("<!DOCTYPE html><body>").Body!;
        var box = body.Owner!.CreateElement("div");
        box.Append([.. parser.ParseFragment(html, body)]);
        return box;
    }

    private static HtmlParser Guarded()
    {
        var guard = new PageGuard();
        var context = BrowsingContext.New(
            Configuration.Default.WithOnly<IElementFactory<Document, HtmlElement>>(guard)
        );
        return new HtmlParser(
            new HtmlParserOptions { OnCreated = (element, _) => guard.Look(element) },
            context
        );
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
}
