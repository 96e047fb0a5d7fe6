using System.IO;
using System.ServiceModel.Syndication;
using System.Xml;

namespace Syndication.Formats.ServiceModel;

/// <summary>Ways through System.ServiceModel.Syndication. Compiled with the bridge when the tests run.</summary>
public static class Trips
{
    /// <summary>Into their model and back.</summary>
    public static Feed ByModel(Feed feed) => Feed.FromSyndicationFeed(feed.ToSyndicationFeed());

    /// <summary>Into their model, written as Atom by them, read by them, and back.</summary>
    public static Feed ByAtom(Feed feed) => Read(Atom(feed));

    /// <summary>As above, as RSS.</summary>
    public static Feed ByRss(Feed feed) => Read(Rss(feed));

    /// <summary>The Atom that they write.</summary>
    public static string Atom(Feed feed) =>
        Written(new Atom10FeedFormatter(feed.ToSyndicationFeed()).WriteTo);

    /// <summary>A document of any of their formats, read by them.</summary>
    public static Feed Read(string document)
    {
        using var reader = XmlReader.Create(new StringReader(document));
        return Feed.FromSyndicationFeed(SyndicationFeed.Load(reader));
    }

    private static string Rss(Feed feed) => Written(new Rss20FeedFormatter(feed.ToSyndicationFeed()).WriteTo);

    private static string Written(Action<XmlWriter> write)
    {
        var document = new StringWriter();
        using (var xml = XmlWriter.Create(document))
            write(xml);
        return document.ToString();
    }
}
