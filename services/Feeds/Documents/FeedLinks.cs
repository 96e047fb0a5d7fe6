using Syndication.Feeds.Entries;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>Where a document and the rest of its feed are (RFC 5005): absolute addresses.</summary>
internal sealed class FeedLinks(string origin, FeedKey key, FeedSlice slice, TimeZoneInfo zone)
{
    public string Self { get; } = origin + key.Path;
    public string Hub { get; } = $"{origin}/hub";

    /// <summary>Of the document that goes on changing; null for its older parts.</summary>
    public string? Cloud { get; } =
        key.Month is null && key.Before is null ? $"{origin}/rsscloud/pleaseNotify" : null;

    /// <summary>The identity that all parts of the feed share (RFC 4287 §4.2.6).</summary>
    public string Id => origin + key.Subscription.Path;

    /// <summary>Pages and archives before, between and after.</summary>
    public FeedPages Pages { get; } =
        key.Month is null ? Page(origin, key, slice, zone) : Archive(origin, key, slice, zone);

    /// <summary>The value of <c>Link</c> (RFC 8288).</summary>
    public string Header()
    {
        var pages = Pages;
        (string Rel, string? Address)[] links =
        [
            ("self", Self),
            ("hub", Hub),
            ("first", pages.First),
            ("next", pages.Next),
            ("current", pages.Current),
            ("prev-archive", pages.PreviousArchive),
            ("next-archive", pages.NextArchive),
        ];
        return string.Join(
            ", ",
            links.Where(l => l.Address is not null).Select(l => $"<{l.Address}>; rel=\"{l.Rel}\"")
        );
    }

    /// <summary>
    /// The archive that goes on where a page ends, or a cursor lies, at the feed's depth: from there, so that who goes on
    /// meets nothing twice.
    /// </summary>
    public static FeedKey ArchiveAfter(FeedKey key, FeedSlice slice, TimeZoneInfo zone)
    {
        var last = slice.Articles.Count > 0 ? Place.Of(slice.Articles[^1]) : key.Before;
        var archive = ArchiveOf(key, slice.Older!.Value, zone);
        return last is { } place && ArchiveOf(key, place, zone) == archive
            ? archive with
            {
                Before = place,
            }
            : archive;
    }

    // RFC 5005 §3 for those who want the next page, §4 for those who want to know that they have everything: the archive
    // of the oldest entry's month, which a reader may have in part already.
    private static FeedPages Page(string origin, FeedKey key, FeedSlice slice, TimeZoneInfo zone)
    {
        var isMore = slice.Older is not null && slice.Articles.Count > 0;
        return new()
        {
            First = key.Before is null ? null : origin + key.Subscription.Path,
            Next =
                !isMore ? null
                : slice.IsDeepest ? origin + ArchiveAfter(key, slice, zone).Path
                : origin + After(key, slice).Path,
            PreviousArchive = isMore
                ? origin + ArchiveOf(key, Place.Of(slice.Articles[^1]), zone).Path
                : null,
        };
    }

    // A month of more than one document goes on in its next page, and that way leads back as well. Who came page by page
    // goes on through the months.
    private static FeedPages Archive(string origin, FeedKey key, FeedSlice slice, TimeZoneInfo zone)
    {
        var month = key.Month!.Value;
        var goesOn = slice.Older is { } next && next.At >= month.Begin(zone).ToUnixTimeMilliseconds();
        var more = goesOn && slice.Articles.Count > 0 ? origin + After(key, slice).Path : null;
        var previous = more ?? (slice.Older is { } older ? origin + ArchiveOf(key, older, zone).Path : null);
        return new()
        {
            IsArchive = true,
            Current = origin + key.Subscription.Path,
            Next = previous,
            PreviousArchive = previous,
            NextArchive = slice.Newer is { } newer ? origin + ArchiveOf(key, newer, zone).Path : null,
        };
    }

    private static FeedKey After(FeedKey key, FeedSlice slice) =>
        key with
        {
            Before = Place.Of(slice.Articles[^1]),
        };

    private static FeedKey ArchiveOf(FeedKey key, Place place, TimeZoneInfo zone) =>
        key.Subscription with
        {
            Limit = null,
            Month = FeedMonth.Of(DateTimeOffset.FromUnixTimeMilliseconds(place.At), zone),
        };
}
