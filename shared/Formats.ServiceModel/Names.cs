using System.Xml;
using System.Xml.Linq;

namespace Syndication.Formats.ServiceModel;

/// <summary>Names of elements that stand in extensions.</summary>
internal static class Names
{
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace Core = "http://purl.org/dc/elements/1.1/";
    public static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    public static readonly XNamespace Media = "http://search.yahoo.com/mrss/";
    public static readonly XNamespace Slash = "http://purl.org/rss/1.0/modules/slash/";
    public static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>The attribute <c>xml:lang</c>.</summary>
    public static readonly XmlQualifiedName Language = new("lang", XNamespace.Xml.NamespaceName);
}
