using System.Buffers;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Rss;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Atom;

/// <summary>Atom 1.0 (RFC 4287).</summary>
internal static class AtomWriter
{
    public static void Write(FeedView feed, IBufferWriter<byte> output)
    {
        var xml = new Utf8XmlWriter(output);
        // Required, and never invented: where nobody knows an instant the epoch says so.
        var updated = feed.Updated ?? DateTimeOffset.UnixEpoch;
        WriteHead(ref xml, feed, updated);
        foreach (var entry in feed.Entries())
        {
            WriteEntry(ref xml, entry, updated);
        }

        WriteTail(ref xml);
        xml.Flush();
    }

    private static void WriteHead(ref Utf8XmlWriter xml, FeedView feed, DateTimeOffset updated)
    {
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
            """u8
        );
        xml.Attribute("xml:lang"u8, feed.Language);
        xml.Raw(">\n"u8);
        xml.Element("id"u8, feed.Id);
        xml.Element("title"u8, feed.Title);
        xml.Element("subtitle"u8, feed.Description);
        Link(ref xml, "alternate"u8, feed.Link == feed.Self ? null : feed.Link, "text/html");
        Link(ref xml, "self"u8, feed.Self, "application/atom+xml");
        foreach (var hub in feed.Hubs)
        {
            Link(ref xml, "hub"u8, hub);
        }

        Link(ref xml, "next"u8, feed.Next, "application/atom+xml");
        Link(ref xml, "prev-archive"u8, feed.PreviousArchive, "application/atom+xml");
        Date(ref xml, "updated"u8, updated);
        // RFC 4287 §4.1.1: an entry without an author takes the feed's.
        People(ref xml, "author"u8, feed.Authors is [] ? [new(feed.Title, null, null)] : feed.Authors);
        Categories(ref xml, feed.Categories);
        xml.Element("rights"u8, feed.Rights);
        xml.Element("logo"u8, feed.Image);
        xml.Element("icon"u8, feed.Icon);
        xml.Element("generator"u8, feed.Generator);
    }

    private static void WriteEntry(ref Utf8XmlWriter xml, EntryView entry, DateTimeOffset feedUpdated)
    {
        var updated = entry.Updated ?? entry.Published ?? feedUpdated;
        xml.Raw("<entry"u8);
        xml.Attribute("xml:lang"u8, entry.Language);
        xml.Raw(">\n"u8);
        xml.Element("id"u8, entry.Id);
        xml.Element("title"u8, entry.Title);
        Link(ref xml, "alternate"u8, entry.Link, "text/html");
        Date(ref xml, "published"u8, entry.Published);
        Date(ref xml, "updated"u8, updated);
        People(ref xml, "author"u8, entry.Authors);
        People(ref xml, "contributor"u8, entry.Contributors);
        Categories(ref xml, entry.Categories);
        Texts(ref xml, entry);
        foreach (var enclosure in entry.Enclosures)
        {
            Link(ref xml, "enclosure"u8, enclosure.Url, enclosure.Type, enclosure.Length);
        }

        RssMedia.Picture(ref xml, entry.Image);
        Link(ref xml, "replies"u8, entry.Comments, "text/html");
        xml.Element("rights"u8, entry.Rights);
        Source(ref xml, entry.Source, updated);
        xml.Raw("</entry>\n"u8);
    }

    private static void WriteTail(ref Utf8XmlWriter xml) => xml.Raw("</feed>\n"u8);

    // RFC 4287 §4.1.2: an entry without an alternate link must have content.
    private static void Texts(ref Utf8XmlWriter xml, EntryView entry)
    {
        if (entry.Summary is { } summary)
        {
            var isHtml = summary.AsSpan().ContainsAny('<', '&');
            xml.Raw(isHtml ? "<summary type=\"html\">"u8 : "<summary type=\"text\">"u8);
            xml.Text(summary);
            xml.End("summary"u8);
        }

        if ((entry.Content ?? (entry.Link is null ? entry.Description : null)) is { } content)
        {
            xml.Raw("<content type=\"html\">"u8);
            xml.Text(content);
            xml.End("content"u8);
        }
        else if (entry.Link is null)
        {
            xml.Raw("<content type=\"text\">"u8);
            xml.Text(entry.Title);
            xml.End("content"u8);
        }
    }

    private static void Link(
        ref Utf8XmlWriter xml,
        ReadOnlySpan<byte> rel,
        string? href,
        string? type = null,
        long? length = null
    )
    {
        if (href is not null)
        {
            xml.Raw("<link rel=\""u8);
            xml.Raw(rel);
            xml.Raw("\""u8);
            xml.Attribute("type"u8, type);
            xml.Attribute("length"u8, length);
            xml.Attribute("href"u8, href);
            xml.Raw("/>\n"u8);
        }
    }

    private static void Date(ref Utf8XmlWriter xml, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc3339Date.Length];
        if (instant is { } known && Rfc3339Date.TryFormat(known, ascii, out _))
        {
            xml.Element(name, ascii);
        }
    }

    private static void People(
        ref Utf8XmlWriter xml,
        ReadOnlySpan<byte> element,
        IReadOnlyList<PersonView> people
    )
    {
        foreach (var person in people)
        {
            xml.Raw("<"u8);
            xml.Raw(element);
            xml.Raw(">\n"u8);
            xml.Element("name"u8, person.Name);
            xml.Element("uri"u8, person.Url);
            xml.Element("email"u8, person.Email);
            xml.End(element);
        }
    }

    private static void Categories(ref Utf8XmlWriter xml, IReadOnlyList<CategoryView> categories)
    {
        foreach (var category in categories)
        {
            xml.Raw("<category"u8);
            xml.Attribute("term"u8, category.Term);
            xml.Attribute("scheme"u8, category.Scheme);
            xml.Attribute("label"u8, category.Label);
            xml.Raw("/>\n"u8);
        }
    }

    // A source must have id, title and updated, or validators warn; it changed no earlier than the entry did.
    private static void Source(ref Utf8XmlWriter xml, EntrySource? source, DateTimeOffset updated)
    {
        var link = Uris.Web(source?.Link);
        if (source is null || (FeedView.Text(source.Id) ?? link) is not { } id)
        {
            return;
        }

        xml.Raw("<source>\n"u8);
        xml.Element("id"u8, id);
        xml.Element("title"u8, FeedView.Text(source.Title) ?? id);
        Link(ref xml, "alternate"u8, link, "text/html");
        Date(ref xml, "updated"u8, updated);
        xml.Raw("</source>\n"u8);
    }
}
