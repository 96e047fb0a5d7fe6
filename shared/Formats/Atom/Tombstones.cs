using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Atom;

/// <summary>
/// Entries withdrawn (RFC 6721 §3). Validators warn of the namespace, which they do not know, so it is there only
/// when something was withdrawn.
/// </summary>
internal static class Tombstones
{
    public static void Namespace(ref Utf8Output xml, FeedView feed)
    {
        if (feed.Deleted.Length > 0)
        {
            xml.Raw(" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""u8);
        }
    }

    public static void Write(ref Utf8Output xml, FeedView feed)
    {
        Span<byte> when = stackalloc byte[Rfc3339Date.Length];
        foreach (var deleted in feed.Deleted)
        {
            _ = Rfc3339Date.TryFormat(deleted.When, when, out _);
            xml.Raw("<at:deleted-entry"u8);
            xml.Attribute("ref"u8, deleted.Id);
            xml.Attribute("when"u8, when);
            if (deleted.Comment is null)
            {
                xml.Raw("/>\n"u8);
                continue;
            }

            xml.Raw(">\n"u8);
            xml.Element("at:comment"u8, deleted.Comment);
            xml.End("at:deleted-entry"u8);
        }
    }
}
