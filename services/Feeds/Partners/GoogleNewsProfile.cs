using Syndication.Formats;

namespace Syndication.Feeds.Partners;

/// <summary>
/// Google News (support.google.com/news/publisher-center/answer/9545420): at most 60 entries, 1 MB an entry and 2 MB the
/// feed; a changed article is known by its <c>pubDate</c>.
/// </summary>
internal sealed class GoogleNewsProfile() : Profile("google-news")
{
    private const string Page = "https://support.google.com/news/publisher-center/answer/9545420";
    private const string Guidelines = "https://support.google.com/news/producer/answer/4304250";
    private const int MostEntryBytes = 1_000_000;
    private const int MostFeedBytes = 2_000_000;
    private const int LeastPixels = 800;

    // What an entry and the feed need besides their texts, amply.
    private const int EntryOverhead = 4_000;
    private const int FeedOverhead = 10_000;

    private static readonly FeedRule Link = new("google-news/link", true, Page);
    private static readonly FeedRule EntrySize = new("google-news/entry-size", true, Page);
    private static readonly FeedRule FeedSize = new("google-news/feed-size", true, Page);
    private static readonly FeedRule Entries = new("google-news/entries", false, Page);
    private static readonly FeedRule FullText = new("google-news/full-text", false, Guidelines);
    private static readonly FeedRule Image = new("google-news/image", false, Guidelines);
    private static readonly FeedRule ImageSize = new("google-news/image-size", false, Guidelines);

    public override int MostEntries => 60;

    public override IEnumerable<Entry> Select(IEnumerable<Entry> entries)
    {
        var left = (long)MostFeedBytes - FeedOverhead;
        foreach (var entry in base.Select(entries).Take(MostEntries))
        {
            left -= SizeOf(entry);
            if (left < 0)
                yield break;
            yield return entry;
        }
    }

    public override IEnumerable<Finding> Check(Feed before, Feed feed, long bytes) =>
        Pageless(before, Link)
            .Concat(OfFeed(before, feed, bytes))
            .Concat(before.Entries.Where(e => SizeOf(e) > MostEntryBytes).Select(TooLong))
            .Concat(feed.Entries.SelectMany(OfEntry));

    // "We use the <pubDate> tag to determine whether the article was modified."
    protected override Entry? Change(Entry entry) =>
        string.IsNullOrEmpty(entry.Link)
            ? null
            : entry with
            {
                Published = entry.Updated > entry.Published ? entry.Updated : entry.Published,
                Content = SizeOf(entry) > MostEntryBytes ? null : entry.Content,
            };

    private static long SizeOf(Entry entry) =>
        BytesOf(entry.Title) + BytesOf(entry.Summary) + BytesOf(entry.Content) + EntryOverhead;

    private static Finding TooLong(Entry entry) =>
        EntrySize.Broken("It has over 1 MB; its full text is left out.", entry);

    private IEnumerable<Finding> OfFeed(Feed before, Feed feed, long bytes)
    {
        if (bytes > MostFeedBytes)
            yield return FeedSize.Broken($"The document has {bytes} bytes; {MostFeedBytes} are taken.");
        var left = before.Entries.Count(e => !string.IsNullOrEmpty(e.Link)) - feed.Entries.Count;
        if (left > 0)
            yield return Entries.Broken(
                $"{left} entries are left out: {MostEntries} of 2 MB together are taken at once."
            );
    }

    private static IEnumerable<Finding> OfEntry(Entry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Content))
            yield return FullText.Broken("The full text is missing.", entry);
        if (entry.Image is not { } image)
            yield return Image.Broken("There is no picture.", entry);
        else if (image.Width < LeastPixels || image.Height < LeastPixels)
            yield return ImageSize.Broken(
                $"The picture has {image.Width}×{image.Height} pixels; {LeastPixels} on the smaller side look right.",
                entry
            );
    }
}
