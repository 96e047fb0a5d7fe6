using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Ingest.Articles;

/// <summary>What an article is recognised by. A digest, because URLs of Bengali pages are longer than an index entry may be.</summary>
internal static class ArticleKey
{
    /// <summary>Characters of a key.</summary>
    public const int Length = 43;

    /// <summary>
    /// The sender's own key for the article. With a colon in it (a URL, <c>tag:</c>, <c>urn:</c>, <c>cms:7781</c>) it
    /// means the same whoever says it; a bare one, such as <c>123</c>, only what its sender means by it.
    /// </summary>
    public static string OfGuid(string guid, string sender = Arrival.Api)
    {
        if (CanonicalUrl.TryParse(guid, out var url))
            return Digest("guid\n" + CanonicalUrl.WithFragment(url));
        var isItsOwn = sender != Arrival.Api && !guid.Contains(':', StringComparison.Ordinal);
        return Digest(isItsOwn ? $"guid\n{sender}\n{guid}" : "guid\n" + guid);
    }

    /// <summary>The article's page, however it is written: see <see cref="CanonicalUrl"/>.</summary>
    public static string OfUrl(string url) => Digest("url\n" + CanonicalUrl.Of(new Uri(url)));

    /// <summary>Claimed once one sender has told two posts of this page apart.</summary>
    public static string OfSharedPage(string url) => Digest("shared\n" + CanonicalUrl.Of(new Uri(url)));

    /// <summary>All that this content is recognised by when it comes from this sender.</summary>
    public static IEnumerable<string> Of(ArticleContent content, string sender = Arrival.Api)
    {
        if (content.Guid is { } guid)
            yield return OfGuid(guid, sender);
        if (UrlOf(content) is { } url)
            yield return OfUrl(url);
    }

    /// <summary>The address that tells the article from others; null where it is none.</summary>
    public static string? UrlOf(ArticleContent content) =>
        // Some feeds link every entry to the front page.
        content.Guid
            is not null
        && content.Url is { } url
        && CanonicalUrl.IsFrontPage(new Uri(url))
            ? null
            : content.Url;

    private static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
