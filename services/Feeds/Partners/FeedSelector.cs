using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;

namespace Syndication.Feeds.Partners;

/// <summary>The feed that an address of the API names: <c>/api/feeds/{selector}/…</c>, or <c>tags/</c> and <c>authors/</c> with a name.</summary>
internal static class FeedSelector
{
    /// <param name="kind"><c>tags</c>, <c>authors</c> or null.</param>
    /// <param name="selector">Decoded by routing, which leaves an encoded slash as it is.</param>
    /// <param name="query">With its mark.</param>
    public static FeedTarget Target(string? kind, string selector, string? query)
    {
        var name = selector.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return new(kind is null ? [name] : [kind, name], query ?? "");
    }

    /// <summary>What the address leads to, by whatever name the feed is called.</summary>
    public static FeedAddress Read(
        FeedTarget target,
        CategoryBook book,
        TimeZoneInfo zone,
        DateTimeOffset now
    )
    {
        var address = FeedAddress.Read(target, book, zone, now);
        return address is FeedAddress.Moved(var location)
            ? FeedAddress.Read(Target(location), book, zone, now)
            : address;
    }

    /// <summary>What to answer where there is no such feed; null where there may be.</summary>
    public static IResult? Refuse(FeedAddress address, HttpContext context) =>
        address switch
        {
            FeedAddress.Found => null,
            FeedAddress.Wrong(var faults) => FeedProblem.Wrong(context, faults),
            FeedAddress.Gone => FeedProblem.Gone(context),
            _ => FeedProblem.Unknown(context),
        };

    private static FeedTarget Target(string location)
    {
        var mark = location.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? location : location[..mark];
        var segments = path.Split('/').Skip(2).Select(Uri.UnescapeDataString);
        return new([.. segments], mark < 0 ? "" : location[mark..]);
    }
}
