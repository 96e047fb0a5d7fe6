using System.Collections.Concurrent;

namespace Syndication.Feeds.Documents;

/// <summary>
/// The last good bytes of each document, as many as fit; those unused for longest go first. A hit takes no lock.
/// </summary>
internal sealed class DocumentCache(int most, long mostBytes)
{
    private readonly ConcurrentDictionary<FeedKey, Slot> _slots = [];
    private readonly Lock _eviction = new();
    private long _bytes;
    private long _uses;

    public DocumentCache()
        : this(most: 2_000, mostBytes: 256L << 20) { }

    public FeedDocument? Find(FeedKey key)
    {
        if (!_slots.TryGetValue(key, out var slot))
            return null;
        slot.UsedAt = Interlocked.Increment(ref _uses);
        return slot.Document;
    }

    public void Put(FeedKey key, FeedDocument document)
    {
        var slot = new Slot(document) { UsedAt = Interlocked.Increment(ref _uses) };
        lock (_eviction)
        {
            if (_slots.TryGetValue(key, out var old))
                _bytes -= old.Document.Bytes.Length;
            _slots[key] = slot;
            _bytes += document.Bytes.Length;
            if (_slots.Count > most || _bytes > mostBytes)
                Evict(slot);
        }
    }

    // A tenth at once, so that a full cache does not sort itself at every document.
    private void Evict(Slot newest)
    {
        foreach (var (key, slot) in _slots.ToArray().OrderBy(s => s.Value.UsedAt))
        {
            if (_slots.Count <= most - most / 10 && _bytes <= mostBytes - mostBytes / 10)
                return;
            if (slot != newest && _slots.TryRemove(key, out _))
                _bytes -= slot.Document.Bytes.Length;
        }
    }

    private sealed class Slot(FeedDocument document)
    {
        private long _usedAt;

        public FeedDocument Document => document;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
