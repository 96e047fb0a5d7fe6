using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using FeedCategory = Syndication.Formats.Category;

namespace Syndication.Feeds.Documents;

/// <summary>How a selection is called.</summary>
internal static class FeedTitle
{
    /// <param name="publication">The publication's title.</param>
    /// <param name="selection">What is selected.</param>
    /// <param name="articles">Tags and authors are called as the newest article that can tell writes them.</param>
    /// <param name="book">The categories' names.</param>
    public static string Of(
        string publication,
        Selection selection,
        IReadOnlyList<Article> articles,
        CategoryBook book
    )
    {
        var without = string.Concat(selection.Exclude.Select(slug => $" − {Name(slug, book)}"));
        if (selection.Include.Count > 0)
            return $"{string.Join(" + ", selection.Include.Select(slug => Name(slug, book)))}{without} — {publication}";
        return selection.Selector == Selector.All
            ? publication + without
            : $"{Own(selection.Selector, articles, book)} — {publication}";
    }

    /// <summary>The categories that every article of a selection could have.</summary>
    public static FeedCategory[] Categories(Selection selection, CategoryBook book) =>
        [
            .. (selection.IsCombined ? selection.Include : [selection.Selector])
                .Select(book.Find)
                .OfType<CategoryEntry>()
                .Select(c => new FeedCategory(c.Slug, Label: c.Name)),
        ];

    private static string Own(string set, IReadOnlyList<Article> articles, CategoryBook book)
    {
        if (set.StartsWith(Selector.Tags, StringComparison.Ordinal))
            return articles.SelectMany(a => a.Tags).FirstOrDefault(t => Selector.OfTag(t) == set)?.Trim()
                ?? set[Selector.Tags.Length..];
        if (set.StartsWith(Selector.Authors, StringComparison.Ordinal))
            return articles
                    .SelectMany(a => a.Authors)
                    .FirstOrDefault(a => Selector.OfAuthor(a.Name) == set)
                    ?.Name.Trim()
                ?? set[Selector.Authors.Length..];
        return Name(set, book);
    }

    private static string Name(string slug, CategoryBook book) => book.Find(slug)?.Name ?? slug;
}
