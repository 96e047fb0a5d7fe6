namespace Syndication.Feeds.Entries;

/// <summary>Picks a part of ordered sets taken together. Pure.</summary>
internal static class MemorySlice
{
    private static readonly Place First = new(long.MaxValue, Guid.AllBitsSet);
    private static readonly Place Last = new(long.MinValue, Guid.Empty);

    /// <returns>The places in order, the next one after them, and the one before the request's end.</returns>
    public static (List<Place> Places, Place? Older, Place? Newer) Of(
        SliceRequest request,
        IReadOnlyList<SortedSet<Place>> sets,
        Func<Place, bool> isExcluded
    )
    {
        var places = new List<Place>();
        var lowest = request.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        foreach (var place in Merge(sets, Start(request)))
        {
            if (isExcluded(place))
                continue;
            if (places.Count == request.Limit || place.At < lowest)
                return (places, place, Newer(request, sets));
            places.Add(place);
        }
        return (places, null, Newer(request, sets));
    }

    // Everything after this place.
    private static Place Start(SliceRequest request)
    {
        // What is published in the instant itself comes after every id that there could be.
        var until = request.Until is { } end ? new Place(end.ToUnixTimeMilliseconds(), Guid.Empty) : First;
        return request.Before is { } before && before > until ? before : until;
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

    private static Place? Newer(SliceRequest request, IReadOnlyList<SortedSet<Place>> sets)
    {
        if (request.Until is not { } until)
            return null;
        var end = new Place(until.ToUnixTimeMilliseconds(), Guid.Empty);
        var newer = sets.SelectMany(s => s.GetViewBetween(First, end).Reverse().Take(1)).ToList();
        return newer.Count == 0 ? null : newer.Max();
    }
}
