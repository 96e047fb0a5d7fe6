using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>Which format a reader likes best (RFC 9110 §12.5.1); RSS where it does not care.</summary>
internal static class Negotiation
{
    private const int MostRanges = 32;

    public static FeedFormat Choose(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count > MostRanges)
            return FeedFormat.Rss;
        return FeedFormat
            .All.Select(format => (Format: format, Quality: Quality(format, ranges)))
            .Where(choice => choice.Quality > 0)
            .OrderByDescending(choice => choice.Quality)
            .Select(choice => choice.Format)
            .FirstOrDefault(FeedFormat.Rss);
    }

    /// <summary>True for a browser: HTML is named, and no feed's format is liked as well.</summary>
    public static bool PrefersHtml(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count > MostRanges)
            return false;
        var html = ranges
            .Where(r => r.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            .Select(r => r.Quality ?? 1)
            .FirstOrDefault();
        return html > 0 && !ranges.Any(r => (r.Quality ?? 1) >= html && IsFeed(r.MediaType.Value));
    }

    // The most specific range that fits decides, not the most generous.
    private static double Quality(FeedFormat format, IList<MediaTypeHeaderValue> ranges)
    {
        var names = Names(format);
        return ranges
            .Where(range => names.Any(name => name.IsSubsetOf(Bare(range))))
            .OrderByDescending(range =>
                range.MatchesAllTypes ? 0
                : range.MatchesAllSubTypes ? 1
                : 2
            )
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }

    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue range) => new(range.MediaType);

    // XML is what browsers take, too.
    private static bool IsFeed(string? type) =>
        type?.ToLowerInvariant()
            is "application/rss+xml"
                or "application/atom+xml"
                or "application/feed+json"
                or "application/json";

    private static MediaTypeHeaderValue[] Names(FeedFormat format) =>
        format == FeedFormat.Rss ? [new("application/rss+xml"), new("application/xml"), new("text/xml")]
        : format == FeedFormat.Atom ? [new("application/atom+xml")]
        : [new("application/feed+json"), new("application/json")];
}
