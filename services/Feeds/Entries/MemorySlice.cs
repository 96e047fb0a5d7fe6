namespace Syndication.Feeds.Entries;

/// <summary>A part of ordered sets taken together.</summary>
internal sealed class MemorySlice
{
    private static readonly Place First = new(long.MaxValue, Guid.AllBitsSet);
    private static readonly Place Last = new(long.MinValue, Guid.Empty);

    private readonly List<Place> _places = [];

    private MemorySlice() { }

    /// <summary>The places in order.</summary>
    public IReadOnlyList<Place> Places => _places;

    /// <summary>The next one after them.</summary>
    public Place? Older { get; private set; }

    /// <summary>The one before the request's end.</summary>
    public Place? Newer { get; private init; }

    /// <summary>True where <see cref="Older"/> is beyond the request's depth.</summary>
    public bool IsDeepest { get; private set; }

    public static MemorySlice Of(
        SliceRequest request,
        IReadOnlyList<SortedSet<Place>> sets,
        Func<Place, bool> isExcluded
    )
    {
        var slice = new MemorySlice { Newer = NewerThan(request, sets) };
        var lowest = request.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        var floor = Floor(request, sets);
        foreach (var place in Merge(sets, Start(request)))
        {
            if (isExcluded(place))
                continue;
            var isBeyond = place >= floor;
            // The newest entries are a feed whatever is left out; pages reach as deep as the sets.
            if (
                slice._places.Count == request.Limit
                || place.At < lowest
                || (isBeyond && request.Before is not null)
            )
            {
                (slice.Older, slice.IsDeepest) = (place, isBeyond);
                break;
            }
            slice._places.Add(place);
        }
        return slice;
    }

    // Everything after this place.
    private static Place Start(SliceRequest request)
    {
        // What is published in the instant itself comes after every id that there could be.
        var until = request.Until is { } end ? new Place(end.ToUnixTimeMilliseconds(), Guid.Empty) : First;
        return request.Before is { } before && before > until ? before : until;
    }

    // The newest place that is too deep in one of the sets, or null. Where nothing is passed over, who asks for less than the
    // depth from the newest on comes nowhere near.
    private static Place? Floor(SliceRequest request, IReadOnlyList<SortedSet<Place>> sets)
    {
        if (request.Depth is not { } depth)
            return null;
        if (request is { Before: null, Selection.Exclude.Count: 0 } && request.Limit < depth)
            return null;
        Place? floor = null;
        foreach (var set in sets.Where(s => s.Count > depth))
            if (set.ElementAt(depth) is var deep && (floor is null || deep < floor))
                floor = deep;
        return floor;
    }

    private static IEnumerable<Place> Merge(IReadOnlyList<SortedSet<Place>> sets, Place after)
    {
        var ways = new PriorityQueue<IEnumerator<Place>, Place>();
        foreach (var set in sets)
        {
            var way = set.GetViewBetween(after, Last).GetEnumerator();
            if (way.MoveNext())
                ways.Enqueue(way, way.Current);
        }
        Place? last = after;
        while (ways.TryDequeue(out var way, out var place))
        {
            // An article of two sets stands at the same place in both.
            if (place != last)
                yield return place;
            last = place;
            if (way.MoveNext())
                ways.Enqueue(way, way.Current);
        }
    }

    private static Place? NewerThan(SliceRequest request, IReadOnlyList<SortedSet<Place>> sets)
    {
        if (request.Until is not { } until)
            return null;
        var end = new Place(until.ToUnixTimeMilliseconds(), Guid.Empty);
        var newer = sets.SelectMany(s => s.GetViewBetween(First, end).Reverse().Take(1)).ToList();
        return newer.Count == 0 ? null : newer.Max();
    }
}
