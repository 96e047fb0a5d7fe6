using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Syndication.Ingest.Transfer;

/// <summary>
/// Reads WordPress's export (WXR) item by item. No DTD is read, nothing is fetched, and no more than an item is held.
/// Versions differ in their namespace's address only, so names are compared without it, apart from the two
/// <c>encoded</c>.
/// </summary>
internal sealed class WxrReader(Stream stream)
{
    private const int LongestItem = 16 << 20; // characters
    private const long LongestFile = 16L << 30; // characters, once unpacked
    private const int DeepestLevel = 64;
    private const string Content = "http://purl.org/rss/1.0/modules/content/";

    /// <summary>The authors told so far, by login; in an export they come before the items.</summary>
    public Dictionary<string, string> Authors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The line that was read last, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <exception cref="XmlException">The file is not well-formed from here on, or no RSS at all.</exception>
    /// <exception cref="IOException">An item is too long, or the stream ended.</exception>
    public async IAsyncEnumerable<WxrItem> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var text = new BoundedText(stream, LongestItem);
        using var xml = XmlReader.Create(text, Settings());
        var isRoot = true;
        while (await NextAsync(xml, ct))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (isRoot && xml.LocalName != "rss")
                throw new XmlException("This is no export of WordPress: its root is not 'rss'.");
            isRoot = false;
            if (xml is { Depth: 2, LocalName: "item" })
            {
                yield return await ItemAsync(xml, ct);
                text.Restart();
            }
            else if (xml is { Depth: 2, LocalName: "author" or "wp_author" })
            {
                await AuthorAsync(xml, ct);
                text.Restart();
            }
            else if (xml.Depth == 2)
                text.Restart();
        }
    }

    private static XmlReaderSettings Settings() =>
        new()
        {
            Async = true,
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = LongestFile,
        };

    private async Task<bool> NextAsync(XmlReader xml, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var more = await xml.ReadAsync();
        Line = ((IXmlLineInfo)xml).LineNumber;
        return xml.Depth <= DeepestLevel
            ? more
            : throw new XmlException("Elements lie too deep in each other.");
    }

    private async Task<WxrItem> ItemAsync(XmlReader xml, CancellationToken ct)
    {
        var item = new WxrItem { Line = Line };
        var depth = xml.Depth;
        if (xml.IsEmptyElement)
            return item;
        while (await NextAsync(xml, ct) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "postmeta")
                await MetaAsync(xml, item, ct);
            else if (xml.LocalName == "category")
            {
                var (domain, nicename) = (xml.GetAttribute("domain"), xml.GetAttribute("nicename"));
                item.Terms.Add(new(domain ?? "category", nicename, await TextAsync(xml, ct)));
            }
            else
            {
                var name = NameOf(xml);
                item.Texts.TryAdd(name, await TextAsync(xml, ct));
            }
        }
        return item;
    }

    private static string NameOf(XmlReader xml) =>
        xml.LocalName != "encoded" ? xml.LocalName
        : xml.NamespaceURI == Content ? "content"
        : "excerpt";

    private async Task AuthorAsync(XmlReader xml, CancellationToken ct)
    {
        var fields = await FieldsAsync(xml, ct);
        if (fields.TryGetValue("author_login", out var login))
            Authors[login] = fields.GetValueOrDefault("author_display_name") is { Length: > 0 } name
                ? name
                : login;
    }

    private async Task MetaAsync(XmlReader xml, WxrItem item, CancellationToken ct)
    {
        var fields = await FieldsAsync(xml, ct);
        if (fields.GetValueOrDefault("meta_key") == "_thumbnail_id")
            item.ThumbnailId = fields.GetValueOrDefault("meta_value")?.Trim();
        else if (fields.GetValueOrDefault("meta_key") == "_wp_attachment_image_alt")
            item.Texts.TryAdd("alt", fields.GetValueOrDefault("meta_value") ?? "");
    }

    private async Task<Dictionary<string, string>> FieldsAsync(XmlReader xml, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var depth = xml.Depth;
        if (xml.IsEmptyElement)
            return fields;
        while (await NextAsync(xml, ct) && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                var name = xml.LocalName;
                fields.TryAdd(name, await TextAsync(xml, ct));
            }
        }
        return fields;
    }

    // An element's own words and those of whatever lies in it; ends at its end.
    private async Task<string> TextAsync(XmlReader xml, CancellationToken ct)
    {
        if (xml.IsEmptyElement)
            return "";
        var depth = xml.Depth;
        var words = new StringBuilder();
        while (await NextAsync(xml, ct) && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                words.Append(xml.Value);
        }
        return words.ToString();
    }
}
