using Syndication.Formats;
using Syndication.Formats.Html;

namespace Syndication.Ingest.Sources;

/// <summary>One entry; titles are plain text, summary and content sanitised HTML.</summary>
internal sealed record PreviewEntryView
{
    public required string? Id { get; init; }
    public required string? Link { get; init; }
    public required string Title { get; init; }
    public required string? Summary { get; init; }
    public required string? Content { get; init; }
    public required DateTimeOffset? Published { get; init; }
    public required DateTimeOffset? Updated { get; init; }
    public required IReadOnlyList<Person> Authors { get; init; }
    public required IReadOnlyList<Person> Contributors { get; init; }
    public required IReadOnlyList<Category> Categories { get; init; }
    public required IReadOnlyList<Enclosure> Enclosures { get; init; }

    /// <summary>URL.</summary>
    public required string? Image { get; init; }

    public required string? Language { get; init; }
    public required string? Rights { get; init; }
    public required string? Comments { get; init; }
    public required EntrySource? Source { get; init; }
    public required string? Correction { get; init; }

    public static PreviewEntryView Of(Entry entry) =>
        new()
        {
            Id = entry.Id,
            Link = entry.Link,
            Title = HtmlCleaner.Inert(entry.Title),
            Summary = entry.Summary,
            Content = entry.Content,
            Published = entry.Published,
            Updated = entry.Updated,
            Authors = entry.Authors,
            Contributors = entry.Contributors,
            Categories = entry.Categories,
            Enclosures = entry.Enclosures,
            Image = entry.Image?.Url,
            Language = entry.Language,
            Rights = PreviewText.Of(entry.Rights),
            Comments = entry.Comments,
            Source = entry.Source is { } source ? source with { Title = PreviewText.Of(source.Title) } : null,
            Correction = entry.Correction,
        };
}
