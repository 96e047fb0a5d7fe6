using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Html;

/// <summary>Writes parsed HTML anew, letting through what the rules name.</summary>
internal sealed class CleanHtml(Uri? baseUrl, int capacity)
{
    private readonly StringBuilder _output = new(capacity);
    private int _paragraphs;
    private int _links;

    /// <summary>Whether a parser might read the output otherwise than it was written.</summary>
    public bool NeedsCheck { get; private set; }

    public override string ToString() => _output.ToString();

    public void Write(INodeList nodes)
    {
        foreach (var node in nodes)
        {
            Write(node, parent: null, depth: 1);
        }
    }

    private void Write(INode node, string? parent, int depth)
    {
        if (node is IText text)
        {
            HtmlCharacters.AppendEscaped(_output, text.Data, inAttribute: false);
            return;
        }

        if (node is not IElement element)
        {
            return; // a comment, a processing instruction
        }

        HtmlLimits.CheckDepth(depth);
        var rule =
            element.NamespaceUri == NamespaceNames.HtmlUri
                ? ElementRules.For(element.LocalName)
                : ElementRules.Rule.Drop;
        switch (rule)
        {
            case ElementRules.Rule.Keep:
                Keep(element, parent, depth);
                break;
            case ElementRules.Rule.Block:
                Wrapped(element, "div", parent, depth);
                break;
            case ElementRules.Rule.Unwrap:
                Children(element, parent, depth);
                break;
        }
    }

    private void Keep(IElement element, string? parent, int depth)
    {
        switch (element.LocalName)
        {
            case "img":
                Image(element);
                break;
            case "iframe":
                Frame(element);
                break;
            case "video" or "audio":
                Player(element);
                break;
            case "a" when SafeUrl.Link(element.GetAttribute("href"), baseUrl) is null:
            case "span" when Language(element) is null && Direction(element) is null:
                Children(element, parent, depth);
                break;
            default:
                Wrapped(element, element.LocalName, parent, depth);
                break;
        }
    }

    private void Wrapped(IElement element, string name, string? parent, int depth)
    {
        NeedsCheck |= ElementRules.MayMove(name, parent, _paragraphs > 0, _links > 0);
        _output.Append('<').Append(name);
        Attributes(element, name);
        _output.Append('>');
        if (ElementRules.IsVoid(name))
        {
            return;
        }

        _paragraphs += name == "p" ? 1 : 0;
        _links += name == "a" ? 1 : 0;
        var start = _output.Length;
        Children(element, name, depth);
        if (name == "pre" && _output.Length > start && _output[start] == '\n')
        {
            _output.Insert(start, '\n'); // a parser drops the first
        }

        _paragraphs -= name == "p" ? 1 : 0;
        _links -= name == "a" ? 1 : 0;
        _output.Append("</").Append(name).Append('>');
    }

    private void Children(IElement element, string? parent, int depth)
    {
        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            Write(child, parent, depth + 1);
        }
    }

    private void Attributes(IElement element, string name)
    {
        if (element.Attributes.Length == 0)
        {
            return;
        }

        Attribute("lang", Language(element));
        Attribute("dir", Direction(element));
        switch (name)
        {
            case "a":
                Attribute("href", SafeUrl.Link(element.GetAttribute("href"), baseUrl));
                Attribute("title", element.GetAttribute("title"));
                break;
            case "abbr" or "dfn":
                Attribute("title", element.GetAttribute("title"));
                break;
            case "time" or "del" or "ins":
                Attribute("datetime", element.GetAttribute("datetime"));
                break;
            case "td" or "th" or "col" or "colgroup":
                Number("colspan", element);
                Number("rowspan", element);
                Number("span", element);
                break;
            case "ol" or "li":
                Number("start", element);
                Number("value", element);
                break;
        }
    }

    private static string? Language(IElement element) => LanguageTag.Of(element.GetAttribute("lang"));

    private static string? Direction(IElement element) =>
        element.GetAttribute("dir")?.ToLowerInvariant() is "ltr" or "rtl" or "auto"
            ? element.GetAttribute("dir")!.ToLowerInvariant()
            : null;

    private void Image(IElement element)
    {
        if (Pictures.IsTracker(element) || Pictures.Source(element, baseUrl) is not { } source)
        {
            return;
        }

        _output.Append("<img");
        Attribute("src", source);
        Attribute("alt", element.GetAttribute("alt"));
        Attribute("title", element.GetAttribute("title"));
        Size(element);
        _output.Append('>');
    }

    private void Frame(IElement element)
    {
        var source =
            Embeds.Player(element.GetAttribute("src"), baseUrl)
            ?? Embeds.Player(element.GetAttribute("data-src"), baseUrl);
        if (source is not null)
        {
            _output.Append("<iframe");
            Attribute("src", source);
            Size(element);
            _output.Append(" allowfullscreen=\"\"></iframe>");
        }
    }

    private void Player(IElement element)
    {
        var own = SafeUrl.Resource(element.GetAttribute("src"), baseUrl);
        var sources = element
            .Children.Where(c => c.LocalName == "source")
            .Select(c =>
                (Url: SafeUrl.Resource(c.GetAttribute("src"), baseUrl), Type: c.GetAttribute("type"))
            )
            .Where(s => s.Url is not null)
            .ToList();
        if (own is null && sources.Count == 0)
        {
            return;
        }

        _output.Append('<').Append(element.LocalName);
        Attribute("src", own);
        Attribute("poster", SafeUrl.Resource(element.GetAttribute("poster"), baseUrl));
        Size(element);
        _output.Append(" controls=\"\">");
        foreach (var (url, type) in sources)
        {
            _output.Append("<source");
            Attribute("src", url);
            Attribute("type", type);
            _output.Append('>');
        }

        _output.Append("</").Append(element.LocalName).Append('>');
    }

    private void Size(IElement element)
    {
        Attribute("width", Text(Pictures.Size(element.GetAttribute("width"))));
        Attribute("height", Text(Pictures.Size(element.GetAttribute("height"))));
    }

    private void Number(string name, IElement element) =>
        Attribute(name, Text(Pictures.Size(element.GetAttribute(name))));

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _output.Append(' ').Append(name).Append("=\"");
            HtmlCharacters.AppendEscaped(_output, value, inAttribute: true);
            _output.Append('"');
        }
    }
}
