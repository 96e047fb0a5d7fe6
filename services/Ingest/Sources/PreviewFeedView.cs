using Syndication.Formats;
using Syndication.Formats.Html;

namespace Syndication.Ingest.Sources;

/// <summary>A feed without its entries.</summary>
internal sealed record PreviewFeedView
{
    public required string? Id { get; init; }
    public required string Title { get; init; }
    public required string? Description { get; init; }
    public required string? Link { get; init; }
    public required string? Self { get; init; }
    public required IReadOnlyList<string> Hubs { get; init; }
    public required string? Language { get; init; }
    public required DateTimeOffset? Updated { get; init; }
    public required string? Rights { get; init; }
    public required string? Image { get; init; }
    public required string? Icon { get; init; }
    public required string? Generator { get; init; }
    public required int? Ttl { get; init; }
    public required IReadOnlyList<Person> Authors { get; init; }
    public required IReadOnlyList<Category> Categories { get; init; }

    public static PreviewFeedView Of(Feed feed) =>
        new()
        {
            Id = feed.Id,
            Title = HtmlCleaner.Inert(feed.Title),
            Description = PreviewText.Of(feed.Description),
            Link = feed.Link,
            Self = feed.Self,
            Hubs = feed.Hubs,
            Language = feed.Language,
            Updated = feed.Updated,
            Rights = PreviewText.Of(feed.Rights),
            Image = feed.Image,
            Icon = feed.Icon,
            Generator = PreviewText.Of(feed.Generator),
            Ttl = feed.Ttl,
            Authors = feed.Authors,
            Categories = feed.Categories,
        };
}
