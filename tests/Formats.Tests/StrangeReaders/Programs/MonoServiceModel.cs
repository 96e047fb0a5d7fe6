// Mono's System.ServiceModel.Syndication: what it sees in the documents named, one line of JSON for each.
// Compiled by mcs when the tests run; no part of the tests' own assembly.
using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;

static class MonoServiceModel
{
    const string ContentModule = "http://purl.org/rss/1.0/modules/content/";
    const string DublinCore = "http://purl.org/dc/elements/1.1/";

    static void Main(string[] paths)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        foreach (var path in paths)
            using (var reader = XmlReader.Create(path))
                Console.Out.WriteLine(Json(Feed(SyndicationFeed.Load(reader))));
    }

    static Dictionary<string, object> Feed(SyndicationFeed feed)
    {
        return new Dictionary<string, object>
        {
            { "id", feed.Id },
            { "title", Text(feed.Title) },
            { "link", Link(feed.Links, "alternate") },
            { "self", Link(feed.Links, "self") },
            { "hubs", feed.Links.Where(l => l.RelationshipType == "hub").Select(Address).ToArray() },
            { "description", Text(feed.Description) },
            { "language", feed.Language },
            { "rights", Text(feed.Copyright) },
            { "generator", feed.Generator },
            { "updated", Instant(feed.LastUpdatedTime) },
            { "image", feed.ImageUrl == null ? null : feed.ImageUrl.AbsoluteUri },
            { "authors", People(feed.Authors, feed.ElementExtensions, "creator") },
            { "categories", feed.Categories.Select(c => c.Label ?? c.Name).ToArray() },
            { "entries", feed.Items.Select(Entry).ToArray() },
        };
    }

    static Dictionary<string, object> Entry(SyndicationItem item)
    {
        return new Dictionary<string, object>
        {
            { "id", item.Id },
            { "title", Text(item.Title) },
            { "link", Link(item.Links, "alternate") },
            { "published", Instant(item.PublishDate) },
            { "updated", Instant(item.LastUpdatedTime) },
            { "authors", People(item.Authors, item.ElementExtensions, "creator") },
            { "contributors", People(item.Contributors, item.ElementExtensions, "contributor") },
            { "categories", item.Categories.Select(c => c.Label ?? c.Name).ToArray() },
            {
                "enclosures",
                item.Links.Where(l => l.RelationshipType == "enclosure").Select(Enclosure).ToArray()
            },
            { "summary", Text(item.Summary) },
            {
                "content",
                Text(item.Content as TextSyndicationContent) ?? Extension(item, "encoded", ContentModule)
            },
            { "comments", Link(item.Links, "replies") ?? Extension(item, "comments", "") },
            { "rights", Text(item.Copyright) ?? Extension(item, "rights", DublinCore) },
            { "source", item.SourceFeed == null ? null : Text(item.SourceFeed.Title) },
        };
    }

    static object Enclosure(SyndicationLink link)
    {
        var length = link.Length > 0 ? (object)link.Length : null;
        return new Dictionary<string, object>
        {
            { "url", Address(link) },
            { "type", link.MediaType },
            { "length", length },
        };
    }

    static object People(
        IEnumerable<SyndicationPerson> people,
        SyndicationElementExtensionCollection more,
        string element
    )
    {
        return people
            .Select(p => p.Name)
            .Concat(more.ReadElementExtensions<string>(element, DublinCore))
            .ToArray();
    }

    static string Extension(SyndicationItem item, string name, string space)
    {
        return item.ElementExtensions.ReadElementExtensions<string>(name, space).FirstOrDefault();
    }

    static string Text(TextSyndicationContent content)
    {
        return content == null ? null : content.Text;
    }

    static string Link(IEnumerable<SyndicationLink> links, string relation)
    {
        return links.Where(l => l.RelationshipType == relation).Select(Address).FirstOrDefault();
    }

    static string Address(SyndicationLink link)
    {
        return link.Uri.OriginalString;
    }

    static object Instant(DateTimeOffset time)
    {
        return time == default(DateTimeOffset)
            ? null
            : (object)((time.UtcTicks - 621355968000000000) / 10000000);
    }

    static string Json(object value)
    {
        var fields = value as Dictionary<string, object>;
        var many = value as object[];
        if (fields != null)
            return "{"
                + string.Join(",", fields.Select(f => Quoted(f.Key) + ":" + Json(f.Value)).ToArray())
                + "}";
        if (many != null)
            return "[" + string.Join(",", many.Select(Json).ToArray()) + "]";
        return value == null ? "null"
            : value as string != null ? Quoted((string)value)
            : value.ToString();
    }

    static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
            json.AppendFormat("\\u{0:x4}", (int)c);
        return json.Append('"').ToString();
    }
}
