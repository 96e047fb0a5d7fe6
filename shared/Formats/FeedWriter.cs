using System.Buffers;

namespace Syndication.Formats;

/// <summary>Writes a feed as a document, in UTF-8, straight into a buffer.</summary>
public static class FeedWriter
{
    public static void Write(Feed feed, FeedFormat format, IBufferWriter<byte> output) =>
        throw new NotSupportedException();
}
