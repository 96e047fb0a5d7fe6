using System.Text;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>
/// What a search looks for in titles: a part of them, whichever of the two ways its letters are written in. Bengali has য় as
/// one character and as two, texts come with either, and a database takes them for different ones.
/// </summary>
internal sealed class TitleWords
{
    // Excluded from composition by Unicode: the normal form has two characters for each.
    private static readonly (string Two, string One)[] Letters =
    [
        ("\u09A1\u09BC", "\u09DC"),
        ("\u09A2\u09BC", "\u09DD"),
        ("\u09AF\u09BC", "\u09DF"),
    ];
    private readonly string _typed;
    private readonly string _parted;
    private readonly string _joined;

    public TitleWords(string text)
    {
        var parted = text.Normalize(NormalizationForm.FormC);
        var joined = Letters.Aggregate(
            parted,
            (t, letter) => t.Replace(letter.Two, letter.One, StringComparison.Ordinal)
        );
        (_typed, _parted, _joined) = (Pattern(text), Pattern(parted), Pattern(joined));
    }

#pragma warning disable CA1304, CA1311, MA0011 // translated to SQL's lower(); PostgreSQL's LIKE heeds case
    /// <summary>Those of the articles whose titles have it.</summary>
    public IQueryable<ArticleRow> In(IQueryable<ArticleRow> articles) =>
        _joined == _parted
            ? articles.Where(a => EF.Functions.Like(a.Title.ToLower(), _typed, "\\"))
            : articles.Where(a =>
                EF.Functions.Like(a.Title.ToLower(), _typed, "\\")
                || EF.Functions.Like(a.Title.ToLower(), _parted, "\\")
                || EF.Functions.Like(a.Title.ToLower(), _joined, "\\")
            );
#pragma warning restore CA1304, CA1311, MA0011

    // A user's % is a percent sign.
    private static string Pattern(string words) =>
        '%'
        + words
            .ToLowerInvariant()
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + '%';
}
