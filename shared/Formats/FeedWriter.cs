using System.Buffers;
using Syndication.Formats.Atom;
using Syndication.Formats.Documents;
using Syndication.Formats.Json;
using Syndication.Formats.Rss;

namespace Syndication.Formats;

/// <summary>
/// Writes a feed as a document, in UTF-8, straight into a buffer. The bytes depend on the feed alone. An entry
/// with neither id nor link is left out, and so is a second one of the same id.
/// </summary>
public static class FeedWriter
{
    public static void Write(Feed feed, FeedFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        var view = new FeedView(feed);
        if (format == FeedFormat.Rss)
        {
            RssWriter.Write(view, output);
        }
        else if (format == FeedFormat.Atom)
        {
            AtomWriter.Write(view, output);
        }
        else
        {
            JsonFeedWriter.Write(view, output);
        }
    }
}
