using Syndication.Contracts;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What a slice should have, found by looking at every article.</summary>
internal static class PlainSearch
{
    public static (IEnumerable<Guid> Ids, Place? Older, Place? Newer) Of(
        IReadOnlyList<Article> articles,
        SliceRequest request
    )
    {
        var selection = request.Selection;
        var inSources = articles
            .Where(a => Selector.Of(a).Any(s => selection.Sources.Contains(s)))
            .OrderByDescending(a => a.PublishedAt)
            .ThenByDescending(a => a.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        var after = inSources
            .Where(a => !a.Categories.Any(c => selection.Exclude.Contains(c)))
            .Where(a => request.Until is not { } until || a.PublishedAt < until)
            .Where(a => request.Before is not { } before || Place.Of(a) > before)
            .ToList();
        var within = after
            .TakeWhile(a => request.From is not { } from || a.PublishedAt >= from)
            .Take(request.Limit)
            .ToList();
        var newer = request.Until is { } end ? inSources.LastOrDefault(a => a.PublishedAt >= end) : null;
        var older = after.Skip(within.Count).FirstOrDefault();
        return (
            within.Select(a => a.Id),
            older is null ? null : Place.Of(older),
            newer is null ? null : Place.Of(newer)
        );
    }
}
