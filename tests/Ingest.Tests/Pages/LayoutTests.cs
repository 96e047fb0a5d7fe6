using Syndication.Formats.Html;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Tests.Pages;

public sealed class LayoutTests
{
    public static TheoryData<string> Names => [.. Layout.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_article_is_found_whole_and_nothing_else(string name)
    {
        var expected = Layout.Of(name);

        var article = Layout.Read(name, expected.Url);

        Assert.NotNull(article);
        var differences = Differences(expected, article);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    // All at once: one that is wrong says much about the others.
    private static List<string> Differences(Layout expected, ExtractedArticle article)
    {
        var differences = new List<string>();
        Compare("title", expected.Title, article.Title);
        Compare("authors", Joined(expected.Authors), Joined(article.Authors));
        Compare("publishedAt", expected.PublishedAt, article.PublishedAt);
        Compare("updatedAt", expected.UpdatedAt, article.UpdatedAt);
        Compare("image", expected.Image, article.Image?.Url);
        Compare("categories", Joined(expected.Categories), Joined(article.CategoryNames));
        Compare("tags", Joined(expected.Tags), Joined(article.Tags));
        Compare("language", expected.Language, article.Language);
        Compare("source", expected.Source, article.SourceName);
        Compare("url", expected.Told ?? expected.Url, article.Url);
        var text = HtmlCleaner.ToPlainText(article.ContentHtml).Trim();
        if (!text.StartsWith(expected.First, StringComparison.Ordinal))
            differences.Add($"begins: {text[..Math.Min(text.Length, 120)]}");
        if (!text.EndsWith(expected.Last, StringComparison.Ordinal))
            differences.Add($"ends: {text[Math.Max(0, text.Length - 120)..]}");
        differences.AddRange(expected.Present.Where(p => !Holds(p)).Select(p => $"lost: {p}"));
        differences.AddRange(expected.Absent.Where(Holds).Select(a => $"kept: {a}"));
        return differences;

        bool Holds(string part) => article.ContentHtml.Contains(part, StringComparison.OrdinalIgnoreCase);

        void Compare<T>(string field, T wanted, T got)
        {
            if (!Equals(wanted, got))
                differences.Add($"{field}: {got} instead of {wanted}");
        }
    }

    private static string Joined(IEnumerable<string> names) => string.Join('|', names);
}
