using System.Buffers;
using System.Numerics;

namespace Syndication.Formats.Documents;

/// <summary>Which fragments' ids have come already; copying is so quick that a hash set would take as long.</summary>
internal ref struct FragmentSet
{
    /// <summary>Slots that a caller lends, all zero; enough for half as many fragments.</summary>
    public const int OnStack = 128;

    private readonly ReadOnlySpan<EntryFragment> _fragments;
    private readonly Span<int> _slots;
    private int[]? _rented;

    public FragmentSet(ReadOnlySpan<EntryFragment> fragments, Span<int> slots)
    {
        _fragments = fragments;
        var needed = (int)BitOperations.RoundUpToPowerOf2((uint)fragments.Length * 2);
        if (needed > slots.Length)
        {
            _rented = ArrayPool<int>.Shared.Rent(needed);
            slots = _rented.AsSpan(0, needed);
            slots.Clear();
        }

        _slots = slots;
    }

    /// <summary>False where a fragment of the same id was added before.</summary>
    public readonly bool Add(int index)
    {
        var added = _fragments[index];
        for (var slot = added.IdHash; ; slot++)
        {
            // A slot holds an index from 1; their number is a power of two.
            ref var taken = ref _slots[slot & (_slots.Length - 1)];
            if (taken == 0)
            {
                taken = index + 1;
                return true;
            }

            var other = _fragments[taken - 1];
            if (other.IdHash == added.IdHash && other.Id == added.Id)
            {
                return false;
            }
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
            _rented = null;
        }
    }
}
