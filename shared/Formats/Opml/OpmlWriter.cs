using System.Buffers;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Opml;

/// <summary>OPML 2.0, in UTF-8 straight into a buffer; the bytes depend on the document alone.</summary>
public static class OpmlWriter
{
    /// <summary>Media type with charset.</summary>
    public const string ContentType = "text/x-opml; charset=utf-8";

    /// <summary>Groups within groups; readers refuse what is deeper.</summary>
    public const int Depth = 64;

    /// <exception cref="ArgumentException">Over <see cref="Depth"/> levels of outlines.</exception>
    public static void Write(OpmlDocument document, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(output);
        var xml = new Utf8Output(output);
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <opml version="2.0">
            <head>

            """u8
        );
        xml.Element("title"u8, FeedView.Text(document.Title));
        Date(ref xml, "dateCreated"u8, document.Created);
        Date(ref xml, "dateModified"u8, document.Modified);
        xml.Element("ownerName"u8, FeedView.Text(document.OwnerName));
        xml.Element("ownerEmail"u8, FeedView.Text(document.OwnerEmail));
        xml.Element("ownerId"u8, Uris.Web(document.OwnerUrl));
        xml.Raw("<docs>http://opml.org/spec2.opml</docs>\n</head>\n<body>\n"u8);
        Outlines(ref xml, document.Outlines, depth: 1);
        xml.Raw("</body>\n</opml>\n"u8);
        xml.Flush();
    }

    private static void Outlines(ref Utf8Output xml, IReadOnlyList<OpmlOutline> outlines, int depth)
    {
        if (depth > Depth && outlines.Count > 0)
        {
            throw new ArgumentException($"The outlines lie over {Depth} levels deep.", nameof(outlines));
        }

        for (var i = 0; i < outlines.Count; i++)
        {
            Outline(ref xml, outlines[i], depth);
        }
    }

    private static void Outline(ref Utf8Output xml, OpmlOutline outline, int depth)
    {
        var feed = Uris.Web(outline.FeedUrl);
        var title = FeedView.Text(outline.Title);
        xml.Raw("<outline"u8);
        // OPML 2.0: text is what is shown, and no outline may lack it.
        xml.Attribute("text"u8, FeedView.Text(outline.Text) ?? title ?? feed ?? "—");
        if (feed is not null)
        {
            xml.Attribute("type"u8, "rss"u8);
        }

        // Some readers look for the title alone.
        xml.Attribute("title"u8, title ?? (feed is null ? null : FeedView.Text(outline.Text)));
        xml.Attribute("xmlUrl"u8, feed);
        xml.Attribute("htmlUrl"u8, Uris.Web(outline.PageUrl));
        xml.Attribute("description"u8, FeedView.Text(outline.Description));
        xml.Attribute("language"u8, LanguageTag.Of(outline.Language));
        xml.Attribute("version"u8, FeedView.Text(outline.Version));
        xml.Attribute("category"u8, Categories(outline.Categories));
        if (outline.Outlines.Count == 0)
        {
            xml.Raw("/>\n"u8);
            return;
        }

        xml.Raw(">\n"u8);
        Outlines(ref xml, outline.Outlines, depth + 1);
        xml.End("outline"u8);
    }

    // They are apart by commas, so none can hold one.
    private static string? Categories(IReadOnlyList<string> categories)
    {
        var kept = categories
            .Select(c => FeedView.Text(c.Replace(',', ' ')))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        return FeedView.Text(string.Join(',', kept));
    }

    private static void Date(ref Utf8Output xml, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc822Date.Length];
        if (instant is { } known && Rfc822Date.TryFormat(known, ascii, out _))
        {
            xml.Element(name, ascii);
        }
    }
}
