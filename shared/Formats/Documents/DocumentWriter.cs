using System.Buffers;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>Documents of a format, from the model or from fragments; the bytes are the same.</summary>
internal static class DocumentWriter<TFormat>
    where TFormat : struct, IDocumentWriter
{
    private const int TailRoom = 64;
    private const int KeptBuffer = 1 << 18;
    private const int MostAtOnce = 1 << 26;

    // Fragments made one after the other then lie side by side in memory, and are copied quicker.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static void Write(Feed feed, IBufferWriter<byte> buffer)
    {
        var view = new FeedView(feed, feed.Updated is null ? FeedView.Newest(feed.Entries) : null);
        var output = new Utf8Output(buffer);
        TFormat.Head(ref output, view);
        var seen = new HashSet<string>(feed.Entries.Count, StringComparer.Ordinal);
        var files = new List<EnclosureView>();
        for (var i = 0; i < feed.Entries.Count; i++)
        {
            // Atom and JSON Feed demand an id, readers show an item without one anew at every poll.
            if (EntryView.IdOf(feed.Entries[i]) is { } id && seen.Add(id))
            {
                if (seen.Count > 1)
                {
                    output.Raw(TFormat.Between);
                }

                TFormat.Entry(ref output, new EntryView(feed.Entries[i], id, view.Context, files));
            }
        }

        TFormat.Tail(ref output, view);
        output.Flush();
    }

    public static void Write(Feed head, ReadOnlySpan<EntryFragment> fragments, IBufferWriter<byte> buffer)
    {
        var view = new FeedView(head, head.Updated is null ? Newest(fragments) : null);
        var output = new Utf8Output(buffer);
        TFormat.Head(ref output, view);
        long length = TailRoom;
        foreach (var fragment in fragments)
        {
            length += fragment.Span.Length + TFormat.Between.Length;
        }

        output.Reserve(length <= MostAtOnce ? (int)length : 0);
        var seen = new FragmentSet(fragments, stackalloc int[FragmentSet.OnStack]);
        var isFirst = true;
        for (var i = 0; i < fragments.Length; i++)
        {
            if (seen.Add(i))
            {
                if (!isFirst && !TFormat.Between.IsEmpty)
                {
                    output.Raw(TFormat.Between);
                }

                output.Raw(fragments[i].Span);
                isFirst = false;
            }
        }

        seen.Dispose();
        TFormat.Tail(ref output, view);
        output.Flush();
    }

    public static byte[] Fragment(Entry entry, string id, in FragmentView context)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>();
        _buffer = null;
        var output = new Utf8Output(buffer);
        TFormat.Entry(ref output, new EntryView(entry, id, context, []));
        output.Flush();
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= KeptBuffer)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }

        return bytes;
    }

    private static DateTimeOffset? Newest(ReadOnlySpan<EntryFragment> fragments)
    {
        DateTimeOffset? newest = null;
        foreach (var fragment in fragments)
        {
            newest = newest > fragment.Updated || fragment.Updated is null ? newest : fragment.Updated;
        }

        return newest;
    }
}
