using Syndication.Contracts;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Entries;

/// <summary>
/// Names of the sets that entries are filed in: <see cref="All"/>, each category's slug, <c>tags/…</c> and
/// <c>authors/…</c> with the word in lower case.
/// </summary>
internal static class Selector
{
    public const string All = "all";

    /// <summary>Stands for the categories themselves where versions are kept; no slug can be equal to it.</summary>
    public const string Categories = "#categories";

    public const string Tags = "tags/";
    public const string Authors = "authors/";

    // Words that nobody would follow: a sentence, or an attack on the store's memory.
    private const int LongestName = 200;

    /// <summary>The set of a tag, however it is written; null for what can be none.</summary>
    public static string? OfTag(string tag) => Key(tag) is { } key ? Tags + key : null;

    /// <summary>The set of an author, however the name is written; null for what can be none.</summary>
    public static string? OfAuthor(string name) => Key(name) is { } key ? Authors + key : null;

    /// <summary>Every set that an article belongs to, each once.</summary>
    public static string[] Of(Article article) =>
        [
            .. article
                .Categories.Prepend(All)
                .Concat(article.Tags.Select(OfTag).OfType<string>())
                .Concat(article.Authors.Select(a => OfAuthor(a.Name)).OfType<string>())
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>A word by which tags and authors are compared; its own key again. Null for what is none.</summary>
    public static string? Key(string name) =>
        // Some letters are one character in lower case only (H̱, T̈).
        CategoryName.Key(name)?.ToLowerInvariant().Normalize()
            is { Length: > 0 and <= LongestName } key
        && !key.AsSpan().ContainsAnyInRange('\0', '\x1F')
            ? key
            : null;
}
