using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Sources;

/// <summary>
/// What each source brought last, as this process has seen it: an entry that has not changed is not even looked up.
/// To forget costs a look, no more.
/// </summary>
internal sealed class SeenEntries
{
    private readonly ConcurrentDictionary<Guid, SeenBefore> _bySource = [];

    public static SeenEntry Of(ArticleInput entry) =>
        new(
            Short(Encoding.UTF8.GetBytes(entry.Guid ?? entry.Url ?? "")),
            Short(JsonSerializer.SerializeToUtf8Bytes(entry, HouseJson.Options))
        );

    /// <summary>What the last poll has seen; nothing where another instance has polled, or something was pushed, since.</summary>
    /// <param name="source">Whose entries.</param>
    /// <param name="body">The digest of the last body, as the source's row has it.</param>
    public SeenBefore Before(Guid source, string? body)
    {
        var known = _bySource.GetOrAdd(source, _ => SeenBefore.Nothing());
        if (known.Body == body)
            return known;
        return _bySource[source] = SeenBefore.Nothing();
    }

    /// <summary>In place of <paramref name="before"/>, if nobody has forgotten it meanwhile.</summary>
    /// <param name="source">Whose entries they are.</param>
    /// <param name="before">From <see cref="Before"/>.</param>
    /// <param name="entries">They need no look until they change.</param>
    /// <param name="body">The digest of the body that had them.</param>
    public void Remember(Guid source, SeenBefore before, IEnumerable<SeenEntry> entries, string? body) =>
        _bySource.TryUpdate(source, new(Map(entries), body), before);

    /// <summary>Something else than a poll has told of the source.</summary>
    public void Forget(Guid source) => _bySource.TryRemove(source, out _);

    private static Dictionary<ulong, ulong> Map(IEnumerable<SeenEntry> entries)
    {
        var map = new Dictionary<ulong, ulong>();
        foreach (var (key, digest) in entries)
            map[key] = digest;
        map.TrimExcess();
        return map;
    }

    private static ulong Short(byte[] bytes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes));
}

/// <summary>An entry by what names it and by what it says, both as digests.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SeenEntry(ulong Key, ulong Digest);

/// <summary>The entries of one document of a source.</summary>
internal sealed class SeenBefore(IReadOnlyDictionary<ulong, ulong> digests, string? body)
{
    public string? Body => body;

    // Each its own, so that one is not taken for another.
    public static SeenBefore Nothing() => new(new Dictionary<ulong, ulong>(), null);

    public bool Contains(SeenEntry entry) =>
        digests.TryGetValue(entry.Key, out var digest) && digest == entry.Digest;
}
