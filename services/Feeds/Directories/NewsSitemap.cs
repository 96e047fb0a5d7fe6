using System.Buffers;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats.Sitemap;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Directories;

/// <summary>
/// Articles of the last two days for news crawlers
/// (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap): at most 1,000, each with a page of its own.
/// </summary>
internal sealed class NewsSitemap(
    IEntryStore entries,
    IOptions<PublicationOptions> publication,
    TimeProvider time
)
{
    private const int PartLength = 500;
    private const int MostParts = 6;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);
    private static readonly Selection Everything = Selection.Of(Selector.All);

    /// <summary>Null while nobody can tell.</summary>
    public async Task<SiteDocument?> ComposeAsync(CategoryBook book)
    {
        var from = time.GetUtcNow() - Window;
        var articles = new List<Article>();
        FeedSlice? first = null;
        FeedSlice last;
        var parts = 0;
        do
        {
            var before = articles.Count == 0 ? default(Place?) : Place.Of(articles[^1]);
            last = await entries.ReadAsync(
                new(Everything, PartLength) { From = from, Before = before },
                CancellationToken.None
            );
            if (!last.Complete)
                return null;
            first ??= last;
            articles.AddRange(last.Articles);
            // Articles without a page of their own may lie in between.
        } while (
            ++parts < MostParts
            && last.Articles.Count == PartLength
            && articles.Count(a => a.Url is not null) < NewsSitemapWriter.MostUrls
        );
        return Write(articles, first, last, book);
    }

    private SiteDocument Write(List<Article> articles, FeedSlice first, FeedSlice last, CategoryBook book)
    {
        var options = publication.Value;
        var output = new ArrayBufferWriter<byte>();
        NewsSitemapWriter.Write(
            options.Title,
            options.Language,
            [.. articles.Where(a => a.Url is not null).Select(ToNews)],
            output
        );
        return new(output.WrittenSpan.ToArray())
        {
            ContentType = NewsSitemapWriter.ContentType,
            Source = Everything,
            Entries = first.Stamp,
            Categories = book.Stamp,
            ModifiedAt = Modified(first.ModifiedAt, last.Older),
            GoodUntil = articles.Count == 0 ? DateTimeOffset.MaxValue : articles[^1].PublishedAt + Window,
        };
    }

    // An article that grew too old changed the document as well: the last to do so is the next one after the window.
    private static DateTimeOffset? Modified(DateTimeOffset? changed, Place? older)
    {
        DateTimeOffset? dropped = older is { } place
            ? DateTimeOffset.FromUnixTimeMilliseconds(place.At) + Window
            : null;
        var latest = dropped > changed || changed is null ? dropped : changed;
        return latest is { } at ? FeedDocument.WholeSecond(at) : null;
    }

    private static NewsArticle ToNews(Article article) =>
        new()
        {
            Url = article.Url!,
            Title = article.Title,
            Published = article.PublishedAt,
            Language = article.Language,
        };
}
