using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Formats.Html;
using FeedCategory = Syndication.Formats.Category;

namespace Syndication.Feeds.Documents;

/// <summary>An article as an entry.</summary>
internal static class EntryText
{
    private const int LongestExcerpt = 400; // UTF-16 units

    /// <param name="article">What is told.</param>
    /// <param name="summary">Without the full text; an excerpt of it stands in for a summary without words.</param>
    /// <param name="language">The feed's.</param>
    /// <param name="book">The categories' names.</param>
    public static Entry Of(Article article, bool summary, string language, CategoryBook book) =>
        new()
        {
            Id = $"urn:uuid:{article.Id}",
            Link = article.Url,
            Title = article.Title,
            Summary =
                summary && HtmlCleaner.Excerpt(article.Summary, 1) is null
                    ? ExcerptOf(article.Content)
                    : article.Summary,
            Content = summary ? null : article.Content,
            Published = article.PublishedAt.ToUniversalTime(),
            Updated = article.UpdatedAt.ToUniversalTime(),
            Authors = [.. article.Authors.Select(a => new Formats.Person(a.Name, a.Email, a.Url))],
            Categories = CategoriesOf(article, book),
            Enclosures = [.. article.Enclosures.Select(e => new Formats.Enclosure(e.Url, e.Type, e.Length))],
            Image = article.Image is { } image
                ? new(image.Url, image.Alt, image.Width, image.Height, image.Type)
                : null,
            Language = article.Language == language ? null : article.Language,
            Source = article.Source is { } source ? new(null, source.Name, source.Url) : null,
            Correction = article.Correction,
        };

    // Tags after categories; one that only repeats a category's name says nothing more.
    private static FeedCategory[] CategoriesOf(Article article, CategoryBook book)
    {
        var categories = article
            .Categories.Select(slug => ToCategory(slug, book))
            .OfType<FeedCategory>()
            .ToList();
        var known = categories
            .SelectMany(c => (string?[])[c.Term, c.Label])
            .OfType<string>()
            .Select(Selector.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. categories,
            .. article
                .Tags.Where(t =>
                    Selector.Key(t) is { } key && book.Resolve(t)?.IsBlocked != true && known.Add(key)
                )
                .Select(t => new FeedCategory(t)),
        ];
    }

    // A category blocked since is not advertised; one not told of yet has no name.
    private static FeedCategory? ToCategory(string slug, CategoryBook book) =>
        book.Find(slug) is { } known
            ? known.IsBlocked
                ? null
                : new(slug, Label: known.Name)
            : new(slug);

    private static string? ExcerptOf(string? content) =>
        HtmlCleaner.Excerpt(content, LongestExcerpt) is { } text ? HtmlCleaner.FromPlainText(text) : null;
}
