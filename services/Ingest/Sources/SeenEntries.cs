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
    // More than any feed shows at a time; those whose pushes add up to more begin anew.
    private const int MostOfOne = 4000;
    private readonly ConcurrentDictionary<Guid, IReadOnlyDictionary<ulong, ulong>> _bySource = [];

    public static SeenEntry Of(ArticleInput entry) =>
        new(
            Short(Encoding.UTF8.GetBytes(entry.Guid ?? entry.Url ?? "")),
            Short(JsonSerializer.SerializeToUtf8Bytes(entry, HouseJson.Options))
        );

    public bool Contains(Guid source, SeenEntry entry) =>
        _bySource.TryGetValue(source, out var seen)
        && seen.TryGetValue(entry.Key, out var digest)
        && digest == entry.Digest;

    /// <summary>In place of what was known of it.</summary>
    public void Remember(Guid source, IEnumerable<SeenEntry> entries) => _bySource[source] = Map(entries);

    /// <summary>Besides what is known of it: an entry that is there again has another digest now.</summary>
    /// <param name="source">Whose entries they are.</param>
    /// <param name="settled">They need no look until they change.</param>
    /// <param name="open">They need one whatever they say.</param>
    public void Add(Guid source, IReadOnlyCollection<SeenEntry> settled, IReadOnlyCollection<SeenEntry> open)
    {
        var touched = settled.Concat(open).Select(e => e.Key).ToHashSet();
        _bySource.AddOrUpdate(
            source,
            _ => Map(settled),
            (_, known) =>
                known.Count > MostOfOne
                    ? Map(settled)
                    : Map(
                        known
                            .Where(k => !touched.Contains(k.Key))
                            .Select(k => new SeenEntry(k.Key, k.Value))
                            .Concat(settled)
                    )
        );
    }

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
