using AngleSharp.Dom;

namespace Syndication.Formats.Html;

/// <summary>Writes parsed HTML anew, letting through what the rules name.</summary>
internal sealed class CleanHtml(Uri? baseUrl, HtmlOutput output, Func<string, INodeList> parse)
{
    private readonly Media _media = new(baseUrl, output);
    private int _paragraphs;
    private int _links;
    private int _frames;

    /// <summary>Whether a parser might read the output otherwise than it was written.</summary>
    public bool NeedsCheck { get; private set; }

    /// <summary>The deepest level that was seen.</summary>
    public int Depth { get; private set; }

    public void Write(INodeList nodes)
    {
        All(nodes, parent: null, depth: 1);
        output.Check();
    }

    // By their index: a sibling is found by looking through all of them.
    private void All(INodeList nodes, string? parent, int depth)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is IElement element)
            {
                Write(element, new(nodes, i), parent, depth);
            }
            else if (nodes[i] is IText text)
            {
                NeedsCheck |= ElementRules.IsFrame(parent) && !string.IsNullOrWhiteSpace(text.Data);
                HtmlCharacters.AppendEscaped(output, text.Data, inAttribute: false);
            }
        }
    }

    private void Write(IElement element, Place place, string? parent, int depth)
    {
        HtmlLimits.CheckDepth(depth);
        Depth = Math.Max(Depth, depth);
        if (element.NamespaceUri != NamespaceNames.HtmlUri)
        {
            Foreign(element);
            return;
        }

        var rule = ElementRules.For(element.LocalName);
        switch (rule.Deed)
        {
            case ElementRules.Deed.Keep
                when ElementRules.Placed(rule.Name, parent) is { } name
                    && HasSense(element, name, out var href):
                Keep(element, rule with { Name = name }, href, parent, depth);
                break;
            case ElementRules.Deed.Keep or ElementRules.Deed.Unwrap:
                All(element.ChildNodes, parent, depth + 1);
                break;
            case ElementRules.Deed.Special:
                NeedsCheck |= ElementRules.IsFrame(parent);
                Special(element, place, parent, depth);
                break;
        }
    }

    // Drawings and formulas, in which browsers read other tags than elsewhere: their words are kept, nothing else.
    private void Foreign(IElement element)
    {
        foreach (var text in element.Descendants<IText>())
        {
            if (text.Parent is not IElement { LocalName: "script" or "style" or "annotation" })
            {
                NeedsCheck = true;
                HtmlCharacters.AppendEscaped(output, text.Data, inAttribute: false);
            }
        }
    }

    private bool HasSense(IElement element, string name, out string? href)
    {
        href = name == "a" ? SafeUrl.Link(element.GetAttribute("href"), baseUrl) : null;
        return name switch
        {
            "a" => href is not null,
            "span" => element.Attributes.Length > 0
                && (CleanAttributes.Language(element) ?? CleanAttributes.Direction(element)) is not null,
            _ => true,
        };
    }

    private void Keep(IElement element, ElementRules.Rule rule, string? href, string? parent, int depth)
    {
        var name = rule.Name;
        NeedsCheck |= ElementRules.MayMove(name, parent, _paragraphs > 0, _links > 0);
        output.Append('<').Append(name);
        if (element.Attributes.Length > 0)
        {
            CleanAttributes.Write(element, name, href, output);
        }

        output.Append('>');
        if (rule.IsVoid)
        {
            return;
        }

        _paragraphs += name == "p" ? 1 : 0;
        _links += name == "a" ? 1 : 0;
        var start = output.Length;
        All(element.ChildNodes, name, depth + 1);
        if (name == "pre")
        {
            output.KeepLineFeed(start);
        }

        _paragraphs -= name == "p" ? 1 : 0;
        _links -= name == "a" ? 1 : 0;
        output.Append("</").Append(name).Append('>');
    }

    private void Special(IElement element, Place place, string? parent, int depth)
    {
        switch (element.LocalName)
        {
            case "img":
                _media.Image(element, place);
                break;
            case "iframe" when !_media.Frame(element):
                Unframed(element.TextContent, parent, depth);
                break;
            case "noscript":
                var before = _media.IsShown;
                _media.IsShown |= _media.IsImageBeside(place);
                All(element.ChildNodes, parent, depth + 1);
                _media.IsShown = before;
                break;
            case "picture":
            case "video" or "audio" when !_media.Player(element):
                All(element.ChildNodes, parent, depth + 1);
                break;
        }
    }

    // What a frame holds is text to a parser, and meant for readers that show no frames.
    private void Unframed(string html, string? parent, int depth)
    {
        if (_frames > 0 || string.IsNullOrWhiteSpace(html))
        {
            return;
        }

        _frames++;
        NeedsCheck = true;
        All(parse(html), parent, depth + 1);
        _frames--;
    }
}
