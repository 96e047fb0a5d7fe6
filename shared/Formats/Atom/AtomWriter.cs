using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Rss;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Atom;

/// <summary>Atom 1.0 (RFC 4287).</summary>
internal readonly struct AtomWriter : IDocumentWriter
{
    public static ReadOnlySpan<byte> Between => default;

    public static void Head(ref Utf8Output xml, FeedView feed)
    {
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
            """u8
        );
        History.Namespace(ref xml, feed);
        Tombstones.Namespace(ref xml, feed);
        xml.Attribute("xml:lang"u8, feed.Language);
        xml.Raw(">\n"u8);
        xml.Element("id"u8, feed.Id);
        xml.Element("title"u8, feed.Title);
        xml.Element("subtitle"u8, feed.Description);
        Links(ref xml, feed);
        History.Marks(ref xml, feed);
        Date(ref xml, "updated"u8, feed.Context.Updated);
        // RFC 4287 §4.1.1: an entry without an author takes the feed's.
        if (!People(ref xml, "author"u8, feed.Feed.Authors))
        {
            Person(ref xml, "author"u8, new PersonView(feed.Title, null, null));
        }

        Categories(ref xml, feed.Feed.Categories);
        xml.Element("rights"u8, feed.Rights);
        xml.Element("logo"u8, feed.Image);
        xml.Element("icon"u8, feed.Icon);
        xml.Element("generator"u8, feed.Generator);
    }

    public static void Entry(ref Utf8Output xml, in EntryView entry)
    {
        var updated = entry.Entry.Updated ?? entry.Entry.Published ?? entry.FallbackUpdated;
        xml.Raw("<entry"u8);
        xml.Attribute("xml:lang"u8, entry.Language);
        xml.Raw(">\n"u8);
        xml.Element("id"u8, entry.Id);
        xml.Element("title"u8, entry.Title);
        Link(ref xml, "alternate"u8, entry.Link, "text/html"u8);
        Date(ref xml, "published"u8, entry.Entry.Published);
        Date(ref xml, "updated"u8, updated);
        People(ref xml, "author"u8, entry.Entry.Authors);
        People(ref xml, "contributor"u8, entry.Entry.Contributors);
        Categories(ref xml, entry.Entry.Categories);
        Summary(ref xml, entry);
        Content(ref xml, entry);
        foreach (var enclosure in entry.Enclosures)
        {
            xml.Raw("<link rel=\"enclosure\""u8);
            xml.Attribute("type"u8, enclosure.Type);
            xml.Attribute("length"u8, enclosure.Length);
            xml.Attribute("href"u8, enclosure.Url);
            xml.Raw("/>\n"u8);
        }

        RssMedia.Picture(ref xml, entry.Image);
        Link(ref xml, "replies"u8, entry.Comments, "text/html"u8);
        xml.Element("rights"u8, entry.Rights);
        Source(ref xml, entry.Entry.Source, updated);
        xml.Raw("</entry>\n"u8);
    }

    public static void Tail(ref Utf8Output xml, FeedView feed)
    {
        Tombstones.Write(ref xml, feed);
        xml.Raw("</feed>\n"u8);
    }

    private static void Links(ref Utf8Output xml, FeedView feed)
    {
        Link(ref xml, "alternate"u8, feed.Link == feed.Self ? null : feed.Link, "text/html"u8);
        Link(ref xml, "self"u8, feed.Self, "application/atom+xml"u8);
        foreach (var hub in feed.Hubs)
        {
            Link(ref xml, "hub"u8, hub, type: default);
        }

        for (var i = 0; i < PageLink.Count; i++)
        {
            var page = PageLink.Of(feed.Feed.Pages, i);
            Link(ref xml, page.Rel, page.Href, "application/atom+xml"u8);
        }
    }

    private static void Summary(ref Utf8Output xml, in EntryView entry)
    {
        if (entry.HasSummary)
        {
            var isHtml = entry.SummaryCorrection is not null || entry.Summary.AsSpan().ContainsAny('<', '&');
            xml.Raw(isHtml ? "<summary type=\"html\">"u8 : "<summary type=\"text\">"u8);
            xml.Html(entry.SummaryCorrection, entry.Summary, after: null);
            xml.End("summary"u8);
        }
    }

    // RFC 4287 §4.1.2: an entry without an alternate link must have content.
    private static void Content(ref Utf8Output xml, in EntryView entry)
    {
        if (entry.Content is not null)
        {
            xml.Raw("<content type=\"html\">"u8);
            xml.Html(entry.Correction, entry.Content, entry.Attribution);
            xml.End("content"u8);
        }
        else if (entry.Link is null)
        {
            xml.Raw(entry.HasSummary ? "<content type=\"html\">"u8 : "<content type=\"text\">"u8);
            if (entry.HasSummary)
            {
                xml.Html(entry.SummaryCorrection, entry.Summary, after: null);
            }
            else
            {
                xml.Text(entry.Title);
            }

            xml.End("content"u8);
        }
    }

    private static void Link(
        ref Utf8Output xml,
        ReadOnlySpan<byte> rel,
        string? href,
        ReadOnlySpan<byte> type
    )
    {
        if (href is not null)
        {
            xml.Raw("<link rel=\""u8);
            xml.Raw(rel);
            xml.Raw((byte)'"');
            if (!type.IsEmpty)
            {
                xml.Attribute("type"u8, type);
            }

            xml.Attribute("href"u8, href);
            xml.Raw("/>\n"u8);
        }
    }

    private static void Date(ref Utf8Output xml, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc3339Date.Length];
        if (instant is { } known && Rfc3339Date.TryFormat(known, ascii, out _))
        {
            xml.Element(name, ascii);
        }
    }

    private static bool People(ref Utf8Output xml, ReadOnlySpan<byte> element, IReadOnlyList<Person> people)
    {
        var any = false;
        for (var i = 0; i < people.Count; i++)
        {
            if (PersonView.Of(people[i]) is { } person)
            {
                Person(ref xml, element, person);
                any = true;
            }
        }

        return any;
    }

    private static void Person(ref Utf8Output xml, ReadOnlySpan<byte> element, in PersonView person)
    {
        xml.Start(element);
        xml.Raw((byte)'\n');
        xml.Element("name"u8, person.Name);
        xml.Element("uri"u8, person.Url);
        xml.Element("email"u8, person.Email);
        xml.End(element);
    }

    private static void Categories(ref Utf8Output xml, IReadOnlyList<Category> categories)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (CategoryView.Of(categories[i]) is { } category)
            {
                xml.Raw("<category"u8);
                xml.Attribute("term"u8, category.Term);
                xml.Attribute("scheme"u8, category.Scheme);
                xml.Attribute("label"u8, category.Label);
                xml.Raw("/>\n"u8);
            }
        }
    }

    // A source must have id, title and updated, or validators warn; it changed no earlier than the entry did.
    private static void Source(ref Utf8Output xml, EntrySource? source, DateTimeOffset updated)
    {
        var link = Uris.Web(source?.Link);
        if (source is null || (Uris.Any(source.Id) ?? link) is not { } id)
        {
            return;
        }

        xml.Raw("<source>\n"u8);
        xml.Element("id"u8, id);
        xml.Element("title"u8, FeedView.Text(source.Title) ?? id);
        Link(ref xml, "alternate"u8, link, "text/html"u8);
        Date(ref xml, "updated"u8, updated);
        xml.Raw("</source>\n"u8);
    }
}
