using Microsoft.Extensions.Options;
using Syndication.Formats.Dates;
using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;

namespace Syndication.Ingest.Transfer;

/// <summary>Makes articles of an export's posts.</summary>
internal sealed class WxrPosts(CategoryBook book, IOptions<PublicationOptions> publication)
{
    /// <summary>True for what readers could see: a post that is published and asks for no password.</summary>
    public static bool IsTaken(WxrItem item) =>
        item.Type == "post" && item["status"] == "publish" && string.IsNullOrEmpty(item["post_password"]);

    public ArticleInput Article(
        WxrItem item,
        IReadOnlyDictionary<string, string> authors,
        ImageInput? image
    ) =>
        new()
        {
            Guid = item["guid"],
            Url = item["link"],
            Title = item["title"],
            Summary = item["excerpt"],
            Content = item["content"] is { } text ? PostText.AsHtml(text) : null,
            Authors = Author(item["creator"], authors),
            Categories = [.. item.Terms.Where(t => t.Domain == "category").Select(Category)],
            Tags = [.. item.Terms.Where(t => t.Domain is "post_tag" or "tag").Select(t => t.Name)],
            PublishedAt = Published(item),
            UpdatedAt = Instant(item["post_modified_gmt"], TimeZoneInfo.Utc),
            Image = image,
            // History makes no news.
            Breaking = "none",
        };

    // The name is what the newsroom knows; where it does not, its slug may be known.
    private string Category(WxrTerm term) =>
        book.Policy.Find(term.Name) is null
        && term.Nicename is { Length: > 0 } slug
        && book.Policy.Find(Uri.UnescapeDataString(slug)) is { } known
            ? known.Slug
            : term.Name;

    private static List<PersonInput?> Author(string? login, IReadOnlyDictionary<string, string> authors) =>
        string.IsNullOrWhiteSpace(login) ? [] : [new(authors.GetValueOrDefault(login, login), null, null)];

    private DateTimeOffset? Published(WxrItem item) =>
        Instant(item["post_date_gmt"], TimeZoneInfo.Utc)
        ?? Instant(item["pubDate"], TimeZoneInfo.Utc)
        ?? Instant(
            item["post_date"],
            TimeZoneInfo.TryFindSystemTimeZoneById(publication.Value.TimeZone, out var zone)
                ? zone
                : TimeZoneInfo.Utc
        );

    // 0000-00-00 is what WordPress writes for "not yet", and -0001 is what PHP makes of it.
    private static DateTimeOffset? Instant(string? text, TimeZoneInfo zone) =>
        text is not null
        && !text.StartsWith("0000", StringComparison.Ordinal)
        && !text.Contains("-0001", StringComparison.Ordinal)
        && FeedDate.TryParse(text, zone, out var instant)
            ? instant
            : null;

    /// <summary>An attachment's picture; null for what is none.</summary>
    public static ImageInput? Picture(WxrItem item) =>
        item.Type == "attachment" && item["attachment_url"] is { Length: > 0 } url
            ? new(url.Trim(), item["alt"], null, null, null)
            : null;
}
