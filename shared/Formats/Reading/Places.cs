using System.Runtime.InteropServices;

namespace Syndication.Formats.Reading;

/// <summary>Finds the place of a value in a list that grows at its end, however long it has become.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Places<T, TKey>(Func<T, TKey> key)
    where TKey : notnull
{
    private const int Few = 16;

    private Dictionary<TKey, int>? _places;
    private int _known;

    /// <summary>Its index; -1 where it is not there.</summary>
    public int Of(TKey sought, List<T> list)
    {
        if (list.Count >= Few)
        {
            return Remembered(sought, list);
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (key(list[i]).Equals(sought))
            {
                return i;
            }
        }

        return -1;
    }

    private int Remembered(TKey sought, List<T> list)
    {
        _places ??= [];
        for (; _known < list.Count; _known++)
        {
            _places.TryAdd(key(list[_known]), _known);
        }

        return _places.TryGetValue(sought, out var place) ? place : -1;
    }
}
