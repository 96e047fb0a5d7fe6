using System.Globalization;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Rss;

/// <summary>RSS 2.0 with the modules that readers know: content, dc, atom, media, and fh where there is need.</summary>
internal readonly struct RssWriter : IDocumentWriter
{
    private const int ExcerptLength = 280;

    public static ReadOnlySpan<byte> Between => default;

    public static void Head(ref Utf8Output xml, FeedView feed)
    {
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
            """u8
        );
        History.Namespace(ref xml, feed);
        xml.Raw(">\n<channel>\n"u8);
        xml.Element("title"u8, feed.Title);
        xml.Element("link"u8, feed.Link);
        xml.Element("description"u8, feed.Description ?? feed.Title);
        Links(ref xml, feed);
        Cloud(ref xml, feed.Cloud);
        History.Marks(ref xml, feed);
        xml.Element("language"u8, feed.Language);
        xml.Element("copyright"u8, feed.Rights);
        Creators(ref xml, feed.Feed.Authors);
        Date(ref xml, "lastBuildDate"u8, feed.Updated);
        Categories(ref xml, feed.Feed.Categories);
        xml.Element("generator"u8, feed.Generator);
        xml.Element("ttl"u8, feed.Ttl);
        RssSchedule.Write(ref xml, feed.Feed);
        Logo(ref xml, feed);
    }

    public static void Entry(ref Utf8Output xml, in EntryView entry)
    {
        xml.Raw("<item>\n"u8);
        xml.Element("title"u8, entry.Title);
        xml.Element("link"u8, entry.Link);
        // RSS 2.0: a guid is a link unless it says otherwise, and readers follow it.
        xml.Raw(entry.IdIsLink ? "<guid isPermaLink=\"true\">"u8 : "<guid isPermaLink=\"false\">"u8);
        xml.Text(entry.Id);
        xml.End("guid"u8);
        Date(ref xml, "pubDate"u8, entry.Entry.Published ?? entry.Entry.Updated);
        Creators(ref xml, entry.Entry.Authors);
        Contributors(ref xml, entry.Entry.Contributors);
        Categories(ref xml, entry.Entry.Categories);
        // Readers that know only one of the two take the first.
        Description(ref xml, entry);
        if (entry.Content is not null)
        {
            xml.Start("content:encoded"u8);
            xml.Html(entry.Correction, entry.Content, entry.Attribution);
            xml.End("content:encoded"u8);
        }

        RssMedia.Write(ref xml, entry);
        xml.Element("comments"u8, entry.Comments);
        xml.Element("dc:language"u8, entry.Language);
        xml.Element("dc:rights"u8, entry.Rights);
        Source(ref xml, entry.Entry.Source);
        xml.Raw("</item>\n"u8);
    }

    public static void Tail(ref Utf8Output xml, FeedView feed) => xml.Raw("</channel>\n</rss>\n"u8);

    private static void Links(ref Utf8Output xml, FeedView feed)
    {
        AtomLink(ref xml, "self"u8, feed.Self, isFeed: true);
        foreach (var hub in feed.Hubs)
        {
            AtomLink(ref xml, "hub"u8, hub, isFeed: false);
        }

        for (var i = 0; i < PageLink.Count; i++)
        {
            var page = PageLink.Of(feed.Feed.Pages, i);
            AtomLink(ref xml, page.Rel, page.Href, isFeed: true);
        }
    }

    // RSS 2.0, <cloud> sub-element of <channel>; https-post is what rssCloud servers call a call over TLS.
    private static void Cloud(ref Utf8Output xml, Uri? cloud)
    {
        if (cloud is null)
            return;
        xml.Raw("<cloud domain=\""u8);
        xml.Text<XmlAttribute>(cloud.IdnHost);
        xml.Raw("\" port=\""u8);
        xml.Text<XmlAttribute>(cloud.Port.ToString(CultureInfo.InvariantCulture));
        xml.Raw("\" path=\""u8);
        xml.Text<XmlAttribute>(cloud.AbsolutePath);
        xml.Raw("\" registerProcedure=\"\" protocol=\""u8);
        xml.Raw(cloud.Scheme == Uri.UriSchemeHttps ? "https-post"u8 : "http-post"u8);
        xml.Raw("\"/>\n"u8);
    }

    private static void AtomLink(ref Utf8Output xml, ReadOnlySpan<byte> rel, string? href, bool isFeed)
    {
        if (href is not null)
        {
            xml.Raw("<atom:link rel=\""u8);
            xml.Raw(rel);
            xml.Raw(isFeed ? "\" type=\"application/rss+xml\" href=\""u8 : "\" href=\""u8);
            xml.Text<XmlAttribute>(href);
            xml.Raw("\"/>\n"u8);
        }
    }

    // The summary, or the content's first words.
    private static void Description(ref Utf8Output xml, in EntryView entry)
    {
        if (!entry.HasSummary && entry.Content is null)
        {
            return;
        }

        xml.Start("description"u8);
        if (entry.HasSummary)
        {
            xml.Html(entry.SummaryCorrection, entry.Summary, after: null);
        }
        else
        {
            var excerpt = Excerpt.Read(
                entry.Correction,
                entry.Content,
                entry.Attribution,
                ExcerptLength,
                out var isCut
            );
            xml.Text<XmlTextOfWords>(excerpt.IsEmpty ? entry.Title : excerpt);
            xml.Raw(isCut ? "…"u8 : default);
        }

        xml.End("description"u8);
    }

    private static void Date(ref Utf8Output xml, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc822Date.Length];
        if (instant is { } known && Rfc822Date.TryFormat(known, ascii, out _))
        {
            xml.Element(name, ascii);
        }
    }

    // Not <author>: RSS wants a mail address there.
    private static void Creators(ref Utf8Output xml, IReadOnlyList<Person> people)
    {
        for (var i = 0; i < people.Count; i++)
        {
            xml.Element("dc:creator"u8, PersonView.Of(people[i])?.Name);
        }
    }

    private static void Contributors(ref Utf8Output xml, IReadOnlyList<Person> people)
    {
        for (var i = 0; i < people.Count; i++)
        {
            xml.Element("dc:contributor"u8, PersonView.Of(people[i])?.Name);
        }
    }

    private static void Categories(ref Utf8Output xml, IReadOnlyList<Category> categories)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (CategoryView.Of(categories[i]) is { } category)
            {
                xml.Raw("<category"u8);
                xml.Attribute("domain"u8, category.Scheme);
                xml.Raw((byte)'>');
                xml.Text(category.Name);
                xml.End("category"u8);
            }
        }
    }

    // The image's title and link are the channel's, or readers are warned.
    private static void Logo(ref Utf8Output xml, FeedView feed)
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

    private static void Source(ref Utf8Output xml, EntrySource? source)
    {
        if (Uris.Web(source?.Link ?? source?.Id) is { } url)
        {
            xml.Raw("<source"u8);
            xml.Attribute("url"u8, url);
            xml.Raw((byte)'>');
            xml.Text(FeedView.Text(source!.Title) ?? url);
            xml.End("source"u8);
        }
    }
}
