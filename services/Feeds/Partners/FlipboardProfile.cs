using Syndication.Formats;
using Syndication.Formats.Html;
using Syndication.Formats.Reading;

namespace Syndication.Feeds.Partners;

/// <summary>
/// Flipboard (about.flipboard.com/rss-spec): full text, a picture of at least 400 pixels with every entry, told as the
/// enclosure, a plain description of 300 characters or more, 30 entries.
/// </summary>
internal sealed class FlipboardProfile() : Profile("flipboard")
{
    private const string Page = "https://about.flipboard.com/rss-spec/";
    private const int LeastEntries = 30;
    private const int LeastPixels = 400;
    private const int LeastExcerpt = 300;
    private const int MostExcerpt = 500;

    private static readonly FeedRule Link = new("flipboard/link", true, Page);
    private static readonly FeedRule FullText = new("flipboard/full-text", true, Page);
    private static readonly FeedRule Image = new("flipboard/image", true, Page);
    private static readonly FeedRule ImageSize = new("flipboard/image-size", true, Page);
    private static readonly FeedRule ImageSizeUnknown = new("flipboard/image-size-unknown", false, Page);
    private static readonly FeedRule Entries = new("flipboard/entries", true, Page);
    private static readonly FeedRule Description = new("flipboard/description", false, Page);
    private static readonly FeedRule Creator = new("flipboard/creator", false, Page);
    private static readonly FeedRule SameHost = new("flipboard/same-host", false, Page);

    public override IEnumerable<Finding> Check(Feed before, Feed feed, long bytes) =>
        Pageless(before, Link)
            .Concat(OfFeed(feed))
            .Concat(feed.Entries.SelectMany(e => OfText(e, feed).Concat(OfImage(e))));

    protected override Entry? Change(Entry entry)
    {
        if (string.IsNullOrEmpty(entry.Link))
            return null;
        var image = entry.Image ?? FirstPicture.In(entry.Content);
        return entry with
        {
            Summary = DescriptionOf(entry) is { } text ? HtmlCleaner.FromPlainText(text) : null,
            Image = image,
            // One enclosure goes out, and it is what the article is illustrated with: a picture, else a film.
            Enclosures = image is null
                ? [.. entry.Enclosures.Where(e => IsOf(e, "image/") || IsOf(e, "video/"))]
                : [],
        };
    }

    private static string? DescriptionOf(Entry entry)
    {
        var summary = HtmlCleaner.Excerpt(entry.Summary, MostExcerpt);
        if (summary?.Length >= LeastExcerpt)
            return summary;
        var text = HtmlCleaner.Excerpt(entry.Content, MostExcerpt);
        return text?.Length > (summary?.Length ?? 0) ? text : summary;
    }

    private static bool IsOf(Enclosure enclosure, string kind) =>
        enclosure.Type?.StartsWith(kind, StringComparison.OrdinalIgnoreCase) == true;

    private static IEnumerable<Finding> OfFeed(Feed feed)
    {
        if (feed.Entries.Count < LeastEntries)
            yield return Entries.Broken(
                $"The feed has {feed.Entries.Count} entries; {LeastEntries} are wanted."
            );
    }

    private static IEnumerable<Finding> OfText(Entry entry, Feed feed)
    {
        if (string.IsNullOrWhiteSpace(entry.Content))
            yield return FullText.Broken("The full text is missing.", entry);
        if (LengthOf(entry.Summary) is var length and < LeastExcerpt)
            yield return Description.Broken(
                $"The description has {length} characters; {LeastExcerpt} or more look right.",
                entry
            );
        if (entry.Authors.Count == 0)
            yield return Creator.Broken("No author is named.", entry);
        if (HostOf(entry.Link) is { } host && HostOf(feed.Self) is { } own && !IsSameSite(host, own))
            yield return SameHost.Broken($"The page is on {host}, the feed on {own}.", entry);
    }

    private static IEnumerable<Finding> OfImage(Entry entry)
    {
        if (entry.Image is not { } image)
        {
            if (entry.Enclosures.Count == 0)
                yield return Image.Broken("There is no picture.", entry);
            yield break;
        }
        if (image.Width < LeastPixels || image.Height < LeastPixels)
            yield return ImageSize.Broken(
                $"The picture has {image.Width}×{image.Height} pixels; the smaller side wants {LeastPixels}.",
                entry
            );
        else if (image.Width is null || image.Height is null)
            yield return ImageSizeUnknown.Broken(
                $"Nobody told the picture's size; the smaller side wants {LeastPixels} pixels.",
                entry
            );
    }

    // feeds.khobor.example and www.khobor.example are one publisher's.
    private static bool IsSameSite(string host, string own) => SiteOf(host) == SiteOf(own);

    private static string SiteOf(string host) => string.Join('.', host.Split('.').TakeLast(2));

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost : null;
}
