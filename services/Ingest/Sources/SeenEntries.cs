using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Sources;

/// <summary>
/// What each source brought last time, as this process has seen it: an entry that has not changed is not even looked up.
/// To forget costs a look, no more.
/// </summary>
internal sealed class SeenEntries
{
    private readonly ConcurrentDictionary<Guid, HashSet<ulong>> _bySource = [];

    public static ulong Digest(ArticleInput entry) =>
        BinaryPrimitives.ReadUInt64LittleEndian(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry, HouseJson.Options))
        );

    public bool Contains(Guid source, ulong digest) =>
        _bySource.TryGetValue(source, out var seen) && seen.Contains(digest);

    /// <summary>In place of what was known of it.</summary>
    public void Remember(Guid source, IEnumerable<ulong> digests) => _bySource[source] = [.. digests];
}
