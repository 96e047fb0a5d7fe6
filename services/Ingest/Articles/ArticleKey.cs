using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Syndication.Ingest.Articles;

/// <summary>What an article is recognised by. A digest, because URLs of Bengali pages are longer than an index entry may be.</summary>
internal static class ArticleKey
{
    /// <summary>Characters of a key.</summary>
    public const int Length = 43;

    /// <summary>The sender's own key.</summary>
    public static string OfGuid(string guid) => Digest("guid\n" + guid);

    /// <summary>The article's page, however it is written: http or https, with or without a trailing slash or trackers.</summary>
    public static string OfUrl(string url) => Digest("url\n" + Canonical(new Uri(url)));

    private static string Canonical(Uri url)
    {
        var path = UpperHex(url.AbsolutePath.TrimEnd('/'));
        var query = url.Query.TrimStart('?').Split('&').Where(pair => pair.Length > 0 && !IsTracker(pair));
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        return $"{url.IdnHost}{port}{path}?{string.Join('&', query)}";
    }

    private static bool IsTracker(string pair) =>
        pair.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || pair.StartsWith("fbclid=", StringComparison.OrdinalIgnoreCase)
        || pair.StartsWith("gclid=", StringComparison.OrdinalIgnoreCase);

    // %e0 and %E0 are the same byte (RFC 3986 §6.2.2.1).
    private static string UpperHex(string path)
    {
        var letters = path.ToCharArray();
        for (var i = 0; i + 2 < letters.Length; i++)
        {
            if (letters[i] != '%')
                continue;
            letters[i + 1] = char.ToUpperInvariant(letters[i + 1]);
            letters[i + 2] = char.ToUpperInvariant(letters[i + 2]);
        }
        return new(letters);
    }

    private static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
