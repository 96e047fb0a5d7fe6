using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>What part of a feed a document is (RFC 5005 §2 and §4); said only where there is something to say.</summary>
internal static class History
{
    public static void Namespace(ref Utf8Output xml, FeedView feed)
    {
        if (feed.IsComplete || feed.IsArchive)
        {
            xml.Raw(" xmlns:fh=\"http://purl.org/syndication/history/1.0\""u8);
        }
    }

    public static void Marks(ref Utf8Output xml, FeedView feed)
    {
        if (feed.IsComplete)
        {
            xml.Raw("<fh:complete/>\n"u8);
        }
        else if (feed.IsArchive)
        {
            xml.Raw("<fh:archive/>\n"u8);
        }
    }
}
