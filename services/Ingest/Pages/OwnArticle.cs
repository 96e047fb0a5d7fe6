using System.Text.Json;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Which of the articles in structured data is the page's own: related ones are described there, too.</summary>
internal static class OwnArticle
{
    private const int ShortestTitle = 8;

    public static JsonElement? Find(JsonLdNodes nodes, IDocument page, Uri? url)
    {
        var articles = nodes.All.Where(n => JsonLdNodes.IsType(n, IsArticle)).ToList();
        string?[] own =
        [
            page.QuerySelector("link[rel~='canonical' i]")?.GetAttribute("href"),
            url?.AbsoluteUri,
        ];
        var titles = Titles(page);
        foreach (var article in articles)
        {
            if (IsAt(article, own, url))
                return article;
        }
        foreach (var article in articles)
        {
            if (IsTitled(article, titles))
                return article;
        }
        // Alone, it is believed where it does not say that it is another page.
        return articles is [var only] && !IsElsewhere(only, url) ? only : null;
    }

    private static bool IsArticle(string type) =>
        type.EndsWith("Article", StringComparison.Ordinal)
        || type.EndsWith("BlogPosting", StringComparison.Ordinal)
        || type.EndsWith("/Report", StringComparison.Ordinal)
        || type == "Report";

    private static bool IsAt(JsonElement article, string?[] own, Uri? url)
    {
        var address = Key(PageUrl.Resolve(JsonLdEvidence.Address(article), url));
        return address is not null && own.Any(o => Key(PageUrl.Resolve(o, url)) == address);
    }

    private static bool IsElsewhere(JsonElement article, Uri? url) =>
        url is not null
        && PageUrl.Resolve(JsonLdEvidence.Address(article), url) is { } told
        && Key(told) != Key(url.AbsoluteUri)
        && !PageUrl.IsHome(told, url.AbsoluteUri);

    // A page's addresses differ by scheme, www, a slash and what counts clicks; a front page is no article's.
    private static string? Key(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? $"{PageUrl.Site(address)}{Uri.UnescapeDataString(uri.AbsolutePath).TrimEnd('/')}{Article(uri.Query)}"
            : null;

    // "?p=12" says which article; "?utm_source=x" does not.
    private static string Article(string query) =>
        string.Join(
            '&',
            query.TrimStart('?').Split('&').Where(p => p.Any(char.IsAsciiDigit) && !IsCounter(p))
        );

    private static bool IsCounter(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("fbclid", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("gclid", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("amp", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("m=", StringComparison.OrdinalIgnoreCase);

    private static bool IsTitled(JsonElement article, List<string> titles) =>
        PageText.Key(JsonLdNodes.Text(article, "headline") ?? JsonLdNodes.Text(article, "name"))
            is { Length: > 0 } key
        && titles.Exists(t =>
            t == key
            || (key.Length >= ShortestTitle && t.StartsWith(key, StringComparison.Ordinal))
            || (t.Length >= ShortestTitle && key.StartsWith(t, StringComparison.Ordinal))
        );

    private static List<string> Titles(IDocument page) =>
        [
            .. page.QuerySelectorAll("h1")
                .Select(h => h.TextContent)
                .Append(page.QuerySelector("meta[property='og:title']")?.GetAttribute("content"))
                .Append(page.Title)
                .Select(PageText.Key)
                .Where(k => k.Length > 0),
        ];
}
