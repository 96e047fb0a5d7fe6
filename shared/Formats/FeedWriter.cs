using System.Buffers;
using System.Runtime.InteropServices;
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
        if (format == FeedFormat.Rss)
        {
            DocumentWriter<RssWriter>.Write(feed, output);
        }
        else if (format == FeedFormat.Atom)
        {
            DocumentWriter<AtomWriter>.Write(feed, output);
        }
        else
        {
            DocumentWriter<JsonFeedWriter>.Write(feed, output);
        }
    }

    /// <summary>
    /// Writes a feed of which <paramref name="head"/> gives all but the entries, its own being ignored: to the byte
    /// what writing them would give, where the fragments were made for <see cref="FragmentContext.Of"/> of that feed.
    /// </summary>
    /// <exception cref="ArgumentException">A fragment is of another format.</exception>
    public static void Write(
        Feed head,
        IReadOnlyList<EntryFragment> fragments,
        FeedFormat format,
        IBufferWriter<byte> output
    )
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        var all = fragments switch
        {
            EntryFragment[] array => array,
            List<EntryFragment> list => CollectionsMarshal.AsSpan(list),
            _ => fragments.ToArray(),
        };
        foreach (var fragment in all)
        {
            if (fragment.Format != format)
            {
                throw new ArgumentException(
                    $"A fragment is {fragment.Format}, not {format}.",
                    nameof(fragments)
                );
            }
        }

        if (format == FeedFormat.Rss)
        {
            DocumentWriter<RssWriter>.Write(head, all, output);
        }
        else if (format == FeedFormat.Atom)
        {
            DocumentWriter<AtomWriter>.Write(head, all, output);
        }
        else
        {
            DocumentWriter<JsonFeedWriter>.Write(head, all, output);
        }
    }

    /// <summary>
    /// An entry as it will stand in every feed that agrees on <paramref name="context"/>; null where neither id nor
    /// link identifies it, so that no feed may bear it.
    /// </summary>
    public static EntryFragment? Fragment(Entry entry, FeedFormat format, FragmentContext context)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(context);
        if (EntryView.IdOf(entry) is not { } id)
        {
            return null;
        }

        var view = FragmentView.Of(context);
        var bytes =
            format == FeedFormat.Rss ? DocumentWriter<RssWriter>.Fragment(entry, id, view)
            : format == FeedFormat.Atom ? DocumentWriter<AtomWriter>.Fragment(entry, id, view)
            : DocumentWriter<JsonFeedWriter>.Fragment(entry, id, view);
        return new EntryFragment(format, id, entry.Updated ?? entry.Published, bytes);
    }
}
