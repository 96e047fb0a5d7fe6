using System.Buffers;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Rss;

/// <summary>RSS 2.0 with the modules that readers know: content, dc, atom, media.</summary>
internal static class RssWriter
{
    public static void Write(FeedView feed, IBufferWriter<byte> output)
    {
        var xml = new Utf8XmlWriter(output);
        WriteHead(ref xml, feed);
        foreach (var entry in feed.Entries())
        {
            WriteEntry(ref xml, entry);
        }

        WriteTail(ref xml);
        xml.Flush();
    }

    private static void WriteHead(ref Utf8XmlWriter xml, FeedView feed)
    {
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
            <channel>

            """u8
        );
        xml.Element("title"u8, feed.Title);
        xml.Element("link"u8, feed.Link);
        xml.Element("description"u8, feed.Description ?? feed.Title);
        AtomLink(ref xml, "self"u8, feed.Self, "application/rss+xml");
        foreach (var hub in feed.Hubs)
        {
            AtomLink(ref xml, "hub"u8, hub, type: null);
        }

        AtomLink(ref xml, "next"u8, feed.Next, "application/rss+xml");
        AtomLink(ref xml, "prev-archive"u8, feed.PreviousArchive, "application/rss+xml");
        xml.Element("language"u8, feed.Language);
        xml.Element("copyright"u8, feed.Rights);
        Creators(ref xml, feed.Authors);
        Date(ref xml, "lastBuildDate"u8, feed.Updated);
        Categories(ref xml, feed.Categories);
        xml.Element("generator"u8, feed.Generator);
        xml.Element("ttl"u8, feed.Ttl?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Logo(ref xml, feed);
    }

    private static void WriteEntry(ref Utf8XmlWriter xml, EntryView entry)
    {
        xml.Raw("<item>\n"u8);
        xml.Element("title"u8, entry.Title);
        xml.Element("link"u8, entry.Link);
        // RSS 2.0: a guid is a link unless it says otherwise, and readers follow it.
        xml.Raw(entry.IdIsLink ? "<guid isPermaLink=\"true\">"u8 : "<guid isPermaLink=\"false\">"u8);
        xml.Text(entry.Id);
        xml.End("guid"u8);
        Date(ref xml, "pubDate"u8, entry.Published ?? entry.Updated);
        Creators(ref xml, entry.Authors);
        foreach (var person in entry.Contributors)
        {
            xml.Element("dc:contributor"u8, person.Name);
        }

        Categories(ref xml, entry.Categories);
        // Readers that know only one of the two take the first.
        xml.Element("description"u8, entry.Description);
        xml.Element("content:encoded"u8, entry.Content);
        RssMedia.Write(ref xml, entry);
        xml.Element("comments"u8, entry.Comments);
        xml.Element("dc:language"u8, entry.Language);
        xml.Element("dc:rights"u8, entry.Rights);
        Source(ref xml, entry.Source);
        xml.Raw("</item>\n"u8);
    }

    private static void WriteTail(ref Utf8XmlWriter xml) => xml.Raw("</channel>\n</rss>\n"u8);

    private static void AtomLink(ref Utf8XmlWriter xml, ReadOnlySpan<byte> rel, string? href, string? type)
    {
        if (href is not null)
        {
            xml.Raw("<atom:link rel=\""u8);
            xml.Raw(rel);
            xml.Raw("\""u8);
            xml.Attribute("type"u8, type);
            xml.Attribute("href"u8, href);
            xml.Raw("/>\n"u8);
        }
    }

    private static void Date(ref Utf8XmlWriter xml, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc822Date.Length];
        if (instant is { } known && Rfc822Date.TryFormat(known, ascii, out _))
        {
            xml.Element(name, ascii);
        }
    }

    // Not <author>: RSS wants a mail address there.
    private static void Creators(ref Utf8XmlWriter xml, IReadOnlyList<PersonView> people)
    {
        foreach (var person in people)
        {
            xml.Element("dc:creator"u8, person.Name);
        }
    }

    private static void Categories(ref Utf8XmlWriter xml, IReadOnlyList<CategoryView> categories)
    {
        foreach (var category in categories)
        {
            xml.Raw("<category"u8);
            xml.Attribute("domain"u8, category.Scheme);
            xml.Raw(">"u8);
            xml.Text(category.Name);
            xml.End("category"u8);
        }
    }

    // The image's title and link are the channel's, or readers are warned.
    private static void Logo(ref Utf8XmlWriter xml, FeedView feed)
    {
        if (feed is { Image: { } image, Link: { } link })
        {
            xml.Raw("<image>\n"u8);
            xml.Element("url"u8, image);
            xml.Element("title"u8, feed.Title);
            xml.Element("link"u8, link);
            xml.Raw("</image>\n"u8);
        }
    }

    private static void Source(ref Utf8XmlWriter xml, EntrySource? source)
    {
        if (Uris.Web(source?.Link ?? source?.Id) is { } url)
        {
            xml.Raw("<source"u8);
            xml.Attribute("url"u8, url);
            xml.Raw(">"u8);
            xml.Text(FeedView.Text(source!.Title) ?? url);
            xml.End("source"u8);
        }
    }
}
