using System.Collections.Concurrent;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>
/// One state of a document's bytes, with what is known of those before it: enough to tell a reader that has one of them
/// what is new since (RFC 3229 with the manipulation <c>feed</c>).
/// </summary>
internal sealed class FeedEdition
{
    /// <summary>How many editions before this one are known.</summary>
    public const int MostKnown = 20;

    private const int TagsSize = 300;

    private readonly ConcurrentDictionary<int, Lazy<FeedBodies>> _deltas = [];
    private readonly FeedTags[] _before; // the last before this one comes first

    /// <param name="head">The feed without its entries.</param>
    /// <param name="format">What it is written in.</param>
    /// <param name="made">The document, and where its entries stand.</param>
    /// <param name="goneAt">The instant that entries taken out since the last edition were taken out at.</param>
    /// <param name="before">The edition before; null for the first that is known.</param>
    public FeedEdition(
        Feed head,
        FeedFormat format,
        FeedBytes made,
        DateTimeOffset goneAt,
        FeedEdition? before
    )
    {
        Head = head;
        Format = format;
        Bodies = new(made.Bytes);
        Number = before is null ? 1 : before.Number + 1;
        _before = before is null ? [] : [before.Bodies.Tags, .. before._before.Take(MostKnown - 1)];
        Entries = Compare(made, before);
        Withdrawn = before is null ? [] : Missing(made, goneAt, before);
    }

    private FeedEdition(FeedFormat format, byte[] bytes)
    {
        Head = new() { Title = "" };
        Format = format;
        Bodies = new(bytes);
        _before = [];
        Entries = [];
        Withdrawn = [];
    }

    /// <summary>Without its entries; bears none itself.</summary>
    public Feed Head { get; }
    public FeedFormat Format { get; }
    public int Number { get; }
    public FeedBodies Bodies { get; }
    public IReadOnlyList<FeedEntry> Entries { get; }
    public IReadOnlyList<Withdrawal> Withdrawn { get; }

    /// <summary>Bytes that it takes, deltas and all.</summary>
    public long Size =>
        Bodies.Length
        + _before.Length * TagsSize
        + Entries.Count * 64L
        + _deltas.Values.Where(d => d.IsValueCreated).Sum(d => d.Value.Length);

    /// <summary>Of which only the bytes are known: whoever has it gets all of the next one.</summary>
    public static FeedEdition Restored(FeedFormat format, byte[] bytes) => new(format, bytes);

    /// <summary>Lets go of what can be made again at little cost.</summary>
    public void Shrink()
    {
        Bodies.Shrink();
        foreach (var (_, delta) in _deltas)
            if (delta.IsValueCreated)
                delta.Value.Shrink();
    }

    public bool IsRestored => Number == 0;

    public bool IsSame(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Bodies.Size && bytes.SequenceEqual(Bodies.Read());

    /// <summary>The number of the latest edition before this one that bears one of these tags, or null.</summary>
    public int? Find(IReadOnlyList<string> tags)
    {
        for (var i = 0; i < _before.Length; i++)
            if (tags.Any(_before[i].Has))
                return Number - 1 - i;
        return null;
    }

    /// <summary>
    /// What is new since an edition; null where that cannot be said: there is nothing new but the head, or something was taken
    /// out and the format has no words for it.
    /// </summary>
    public FeedBodies? Since(int edition)
    {
        var isNew = Entries.Any(e => e.Since > edition);
        var isGone = Withdrawn.Any(w => w.Edition > edition);
        var tells = isGone ? Format == FeedFormat.Atom : isNew;
        return tells ? _deltas.GetOrAdd(edition, e => new(() => new(Write(e)))).Value : null;
    }

    private byte[] Write(int edition)
    {
        var bytes = Bodies.Read();
        var head = Head with
        {
            Deleted =
            [
                .. Withdrawn.Where(w => w.Edition > edition).Select(w => new DeletedEntry(IdOf(w.Id), w.At)),
            ],
        };
        EntryFragment[] fragments =
        [
            .. Entries
                .Where(e => e.Since > edition)
                .Select(e => new EntryFragment(
                    Format,
                    IdOf(e.Place.Id),
                    e.Updated,
                    bytes.AsMemory(e.Offset, e.Length)
                )),
        ];
        return Scratch.Write(output => FeedWriter.Write(head, fragments, Format, output));
    }

    private static string IdOf(Guid id) => $"urn:uuid:{id}";

    private FeedEntry[] Compare(FeedBytes made, FeedEdition? before)
    {
        var known = before?.Entries.ToDictionary(e => e.Place.Id);
        var old = before?.Bodies.Read();
        var entries = new FeedEntry[made.Entries.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = made.Entries[i];
            var isSame =
                known is not null
                && known.TryGetValue(entry.Place.Id, out var was)
                && made.Bytes.AsSpan(entry.Offset, entry.Length)
                    .SequenceEqual(old.AsSpan(was.Offset, was.Length));
            entries[i] = entry with { Since = isSame ? known![entry.Place.Id].Since : Number };
        }
        return entries;
    }

    private Withdrawal[] Missing(FeedBytes made, DateTimeOffset goneAt, FeedEdition before)
    {
        var there = Entries.Select(e => e.Place.Id).ToHashSet();
        var missing = before
            .Entries.Where(e => !there.Contains(e.Place.Id))
            // What comes after the last entry only made room.
            .Where(e => made.IsWhole || Entries.Count == 0 || e.Place < Entries[^1].Place)
            .Select(e => new Withdrawal(e.Place.Id, goneAt, Number));
        return
        [
            .. before
                .Withdrawn.Where(w => !there.Contains(w.Id) && w.Edition > Number - MostKnown)
                .Concat(missing),
        ];
    }
}
