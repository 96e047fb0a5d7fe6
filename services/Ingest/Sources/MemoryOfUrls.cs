using System.Collections.Concurrent;

namespace Syndication.Ingest.Sources;

/// <summary>A bounded set; when it is full it begins anew.</summary>
internal sealed class MemoryOfUrls
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<int, byte> _hashes = [];

    public void Add(string url)
    {
        if (_hashes.Count >= Most)
            _hashes.Clear();
        _hashes[string.GetHashCode(url, StringComparison.Ordinal)] = 0;
    }

    public bool Contains(string url) =>
        _hashes.ContainsKey(string.GetHashCode(url, StringComparison.Ordinal));
}
