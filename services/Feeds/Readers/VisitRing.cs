using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Syndication.Feeds.Readers;

/// <summary>
/// A queue of a fixed length for many writers and one reader: no lock, no allocation, and whoever writes never waits. Each
/// slot bears the number of the turn that it is ready for (Vyukov's bounded queue).
/// </summary>
internal sealed class VisitRing
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private Position _head;
    private Position _tail;

    /// <param name="length">A power of two.</param>
    public VisitRing(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            BitOperations.IsPow2(length),
            other: true,
            nameof(length)
        );
        _slots = new Slot[length];
        _mask = length - 1;
        for (var i = 0; i < length; i++)
            _slots[i].Turn = i;
    }

    /// <summary>False where there is no room left.</summary>
    public bool TryPut(in Visit visit)
    {
        var at = Volatile.Read(ref _tail.Value);
        while (true)
        {
            ref var slot = ref _slots[(int)at & _mask];
            var ahead = Volatile.Read(ref slot.Turn) - at;
            if (ahead < 0)
                return false;
            if (ahead > 0)
            {
                at = Volatile.Read(ref _tail.Value);
                continue;
            }
            var seen = Interlocked.CompareExchange(ref _tail.Value, at + 1, at);
            if (seen == at)
            {
                slot.Visit = visit;
                Volatile.Write(ref slot.Turn, at + 1);
                return true;
            }
            at = seen;
        }
    }

    /// <summary>The next one; false where there is none. For one reader at a time.</summary>
    public bool TryTake(out Visit visit)
    {
        ref var slot = ref _slots[(int)_head.Value & _mask];
        if (Volatile.Read(ref slot.Turn) != _head.Value + 1)
        {
            visit = default;
            return false;
        }
        visit = slot.Visit;
        slot.Visit = default;
        Volatile.Write(ref slot.Turn, _head.Value + _slots.Length);
        _head.Value++;
        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public long Turn;
        public Visit Visit;
    }

    // Writers and reader must not share a line of the processor's cache.
    [InlineArray(16)]
    private struct Padding
    {
        private long _first;
    }

#pragma warning disable CS0169, IDE0051, CA1823, S1144 // room that nothing is kept in
    [StructLayout(LayoutKind.Sequential)]
    private struct Position
    {
        private readonly Padding _before;
        public long Value;
        private readonly Padding _after;
    }
#pragma warning restore CS0169, IDE0051, CA1823, S1144
}
