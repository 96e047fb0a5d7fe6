using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Syndication.Formats.Tests;

/// <summary>Documents as a strict reader sees them.</summary>
internal static class Written
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    public static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>All that a document may use.</summary>
    public static readonly XNamespace[] Known =
    [
        XNamespace.None,
        Atom,
        Content,
        Dc,
        Media,
        History,
        Tombstones,
    ];

    public static string Text(Feed feed, FeedFormat format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        FeedWriter.Write(feed, format, buffer);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.WrittenSpan);
    }

    public static XElement Channel(Feed feed) => Xml(feed, FeedFormat.Rss).Element("channel")!;

    public static XElement Item(Entry entry) =>
        Channel(Some.Feed with { Entries = [entry] }).Element("item")!;

    public static XElement AtomFeed(Feed feed) => Xml(feed, FeedFormat.Atom);

    public static XElement AtomEntry(Entry entry) =>
        AtomFeed(Some.Feed with { Entries = [entry] }).Element(Atom + "entry")!;

    public static JsonElement Json(Feed feed)
    {
        using var document = JsonDocument.Parse(Text(feed, FeedFormat.Json));
        return document.RootElement.Clone();
    }

    public static JsonElement JsonItem(Entry entry) =>
        Json(Some.Feed with { Entries = [entry] }).GetProperty("items")[0];

    private static XElement Xml(Feed feed, FeedFormat format)
    {
        using var reader = XmlReader.Create(
            new StringReader(Text(feed, format)),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true }
        );
        return XDocument.Load(reader).Root!;
    }
}
