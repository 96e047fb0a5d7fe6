using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Syndication.Formats.Html;

/// <summary>
/// Parses fragments of a body, and stops where the tree gets too deep or too large: a few hundred open
/// <c>&lt;b&gt;</c> are cloned into every paragraph that follows (HTML §13.2.4.3). For one thread at a time.
/// </summary>
internal sealed class BoundedParser
{
    private readonly Clones _clones;
    private readonly HtmlParser _html;
    private readonly IElement _body;
    private INode? _last;
    private int _deepest;

    public BoundedParser()
    {
        _clones = new Clones(this);
        var context = BrowsingContext.New(
            Configuration.Default.WithOnly<IElementFactory<Document, HtmlElement>>(_clones)
        );
        _html = new HtmlParser(
            new HtmlParserOptions
            {
                // Above our own limit, so that what is deeper shows itself.
                MaximumDepth = HtmlLimits.Depth + 16,
                DisableElementPositionTracking = true,
                SkipComments = true,
                SkipProcessingInstructions = true,
                SkipScriptText = true,
                OnCreated = (element, _) => Created(element),
            },
            context
        );
        _body = _html.ParseDocument("<!DOCTYPE html><body>").Body!;
    }

    /// <exception cref="HtmlTooComplexException">Too deep, or too many elements.</exception>
    public INodeList Parse(string html)
    {
        _clones.Count = 0;
        _deepest = 0;
        try
        {
            return _html.ParseFragment(html, _body);
        }
        finally
        {
            _last = null;
        }
    }

    // An element hangs in the tree only after this, so it is the one before whose depth can be told. Each one that
    // is made adds one level at most, so the depth is counted where it may matter, and not every time.
    private void Created(IElement element)
    {
        if (++_deepest > HtmlLimits.Depth)
        {
            _deepest = 1;
            for (var node = _last; node is not null; node = node.Parent)
            {
                _deepest++;
            }

            HtmlLimits.CheckDepth(_deepest - 1);
        }

        HtmlLimits.CheckRow(Preformatted(element));
        _last = element;
    }

    // The parser goes deeper into its stack for each that stands right in the one before.
    private int Preformatted(IElement element)
    {
        var count = element.LocalName is "pre" or "listing" ? 1 : 0;
        for (
            var node = _last;
            count > 0
                && count <= TokenizerHazard.MostInARow
                && node is IElement { LocalName: "pre" or "listing" };
            node = node.Parent
        )
        {
            count++;
        }

        return count;
    }

    private sealed class Clones(BoundedParser parser) : IElementFactory<Document, HtmlElement>
    {
        private static readonly IElementFactory<Document, HtmlElement> Factory = Configuration
            .Default.Services.OfType<IElementFactory<Document, HtmlElement>>()
            .Single();

        public int Count { get; set; }

        public HtmlElement Create(
            Document document,
            string localName,
            string? prefix = null,
            NodeFlags flags = NodeFlags.None
        )
        {
            HtmlLimits.CheckClones(++Count);
            parser._deepest++;
            return Factory.Create(document, localName, prefix, flags);
        }
    }
}
