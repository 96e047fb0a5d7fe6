using System.Buffers;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Sitemap;

/// <summary>
/// A Google News sitemap, in UTF-8 straight into a buffer. Which articles are new enough (two days) is for the caller
/// to say: the bytes depend on what is given alone.
/// </summary>
public static class NewsSitemapWriter
{
    /// <summary>Media type with charset.</summary>
    public const string ContentType = "application/xml; charset=utf-8";

    /// <summary>Addresses that a news sitemap may hold; more are left out.</summary>
    public const int MostUrls = 1_000;

    // Sitemaps 0.9: an address has less than 2,048 characters.
    private const int LongestUrl = 2_047;

    /// <param name="publication">The name as the news service knows it; what stands in brackets at its end is dropped.</param>
    /// <param name="language">BCP 47, of the publication.</param>
    /// <param name="articles">In order, the newest first. One without title or address, or of an address that was there, is left out.</param>
    /// <param name="output">Takes the document.</param>
    /// <exception cref="ArgumentException">No name, or no language.</exception>
    public static void Write(
        string publication,
        string language,
        IReadOnlyList<NewsArticle> articles,
        IBufferWriter<byte> output
    )
    {
        ArgumentNullException.ThrowIfNull(articles);
        ArgumentNullException.ThrowIfNull(output);
        var name =
            NameOf(publication)
            ?? throw new ArgumentException("A publication has a name.", nameof(publication));
        var usual =
            NewsLanguage.Of(language)
            ?? throw new ArgumentException($"\"{language}\" is no language.", nameof(language));
        var xml = new Utf8Output(output);
        xml.Raw(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">

            """u8
        );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < articles.Count && seen.Count < MostUrls; i++)
        {
            if (
                Uris.Web(articles[i].Url) is { Length: <= LongestUrl } url
                && FeedView.Text(articles[i].Title) is { } title
                && seen.Add(url)
            )
            {
                Article(ref xml, articles[i], url, title, name, usual);
            }
        }

        xml.Raw("</urlset>\n"u8);
        xml.Flush();
    }

    private static void Article(
        ref Utf8Output xml,
        NewsArticle article,
        string url,
        string title,
        string publication,
        string language
    )
    {
        Span<byte> published = stackalloc byte[Rfc3339Date.Length];
        _ = Rfc3339Date.TryFormat(article.Published, published, out _);
        xml.Raw("<url>\n"u8);
        xml.Element("loc"u8, url);
        xml.Raw("<news:news>\n<news:publication>\n"u8);
        xml.Element("news:name"u8, publication);
        xml.Element("news:language"u8, NewsLanguage.Of(article.Language) ?? language);
        xml.Raw("</news:publication>\n"u8);
        xml.Element("news:publication_date"u8, published);
        xml.Element("news:title"u8, title);
        xml.Raw("</news:news>\n</url>\n"u8);
    }

    // Google: the name is as on news.google.com, without anything in parentheses.
    private static string? NameOf(string? publication)
    {
        var name = FeedView.Text(publication);
        while (name is not null && name.EndsWith(')') && name.LastIndexOf('(') is > 0 and var open)
        {
            name = FeedView.Text(name[..open]);
        }

        return name;
    }
}
