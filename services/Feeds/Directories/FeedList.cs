using System.Buffers;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Formats.Opml;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Directories;

/// <summary>The list of all feeds that readers import at once (OPML 2.0): everything, and each category that is allowed.</summary>
internal sealed class FeedList(IOptions<PublicationOptions> publication, PublicAddress address)
{
    public SiteDocument Compose(CategoryBook book)
    {
        var output = new ArrayBufferWriter<byte>();
        var options = publication.Value;
        OpmlWriter.Write(
            new()
            {
                Title = options.Title,
                OwnerName = options.Title,
                OwnerUrl = options.SiteUrl,
                Outlines =
                [
                    Outline(Selector.All, options.Title, options.Description),
                    .. book
                        .All.Where(c => !c.IsBlocked)
                        .Select(c => Outline(c.Slug, $"{c.Name} — {options.Title}", description: null)),
                ],
            },
            output
        );
        return new(output.WrittenSpan.ToArray())
        {
            ContentType = OpmlWriter.ContentType,
            Categories = book.Stamp,
        };
    }

    private OpmlOutline Outline(string selector, string title, string? description) =>
        new()
        {
            Text = title,
            FeedUrl = address.Origin + new FeedKey(Selection.Of(selector), FeedFormat.Rss).Path,
            PageUrl = $"{address.Origin}/feeds/{selector}",
            Description = description,
            Language = publication.Value.Language,
            Version = "RSS",
        };
}
