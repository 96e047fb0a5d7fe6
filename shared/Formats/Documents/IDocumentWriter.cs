using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>How a format says a feed: its head, entries with something between, its tail.</summary>
internal interface IDocumentWriter
{
    /// <summary>Bytes between two entries.</summary>
    static abstract ReadOnlySpan<byte> Between { get; }

    static abstract void Head(ref Utf8Output output, FeedView feed);
    static abstract void Entry(ref Utf8Output output, in EntryView entry);
    static abstract void Tail(ref Utf8Output output, FeedView feed);
}
