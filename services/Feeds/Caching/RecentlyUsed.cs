using System.Collections.Concurrent;

namespace Syndication.Feeds.Caching;

/// <summary>As many values as fit; those unused for longest shrink, and then go, first. A hit takes no lock.</summary>
/// <param name="most">Values.</param>
/// <param name="mostBytes">Of all values together, as told when they were put.</param>
/// <param name="shrink">Makes a value smaller that may stay, and says how many bytes it takes now; null where none can be.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most, long mostBytes, Func<TValue, long>? shrink = null)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = [];
    private readonly Lock _eviction = new();
    private long _bytes;

    // The dictionary would take all its locks to count, thousands of them.
    private int _count;
    private long _uses;

    /// <summary>Everything there is now, in no order.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> All =>
        _slots.Select(s => KeyValuePair.Create(s.Key, s.Value.Value));

    /// <summary>Everything there is now; what was used last comes first.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Latest() =>
        [
            .. _slots
                .ToArray()
                .Select(s => (s.Key, s.Value.Value, s.Value.UsedAt))
                .OrderByDescending(s => s.UsedAt)
                .Select(s => KeyValuePair.Create(s.Key, s.Value)),
        ];

    public TValue? Find(TKey key)
    {
        if (!_slots.TryGetValue(key, out var slot))
            return null;
        slot.UsedAt = Interlocked.Increment(ref _uses);
        return slot.Value;
    }

    public void Put(TKey key, TValue value, long bytes)
    {
        var slot = new Slot(value, bytes) { UsedAt = Interlocked.Increment(ref _uses) };
        lock (_eviction)
        {
            if (_slots.TryGetValue(key, out var old))
                _bytes -= old.Bytes;
            else
                _count++;
            _slots[key] = slot;
            _bytes += bytes;
            if (_count > most || _bytes > mostBytes)
                Evict(slot);
        }
    }

    /// <summary>A value has grown or shrunk; one that is no longer there is passed over.</summary>
    public void Resize(TKey key, TValue value, long bytes)
    {
        lock (_eviction)
        {
            if (!_slots.TryGetValue(key, out var slot) || slot.Value != value)
                return;
            _bytes += bytes - slot.Bytes;
            slot.Bytes = bytes;
            if (_bytes > mostBytes)
                Evict(slot);
        }
    }

    public void Remove(TKey key)
    {
        lock (_eviction)
            if (_slots.TryRemove(key, out var slot))
                Forget(slot);
    }

    // A tenth at once, so that a full cache does not sort itself at every value.
    private void Evict(Slot newest)
    {
        var oldest = _slots.ToArray().OrderBy(s => s.Value.UsedAt).ToArray();
        if (shrink is not null)
            foreach (var (_, slot) in oldest)
            {
                if (HasRoom)
                    return;
                var bytes = slot == newest ? slot.Bytes : shrink(slot.Value);
                _bytes += bytes - slot.Bytes;
                slot.Bytes = bytes;
            }
        foreach (var (key, slot) in oldest)
        {
            if (HasRoom)
                return;
            if (slot != newest && _slots.TryRemove(key, out _))
                Forget(slot);
        }
    }

    private void Forget(Slot slot)
    {
        _bytes -= slot.Bytes;
        _count--;
    }

    private bool HasRoom => _count <= most - most / 10 && _bytes <= mostBytes - mostBytes / 10;

    private sealed class Slot(TValue value, long bytes)
    {
        private long _usedAt;

        public TValue Value => value;

        /// <summary>Read and written under the lock.</summary>
        public long Bytes { get; set; } = bytes;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
