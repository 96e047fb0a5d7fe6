using System.Buffers;
using System.Text;

namespace Syndication.Formats.Html;

/// <summary>Addresses that lead somewhere and do nothing; all others are null.</summary>
internal static class SafeUrl
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("\t\n\r \"<>\\^`{|}");
    private static readonly SearchValues<char> SchemeEnd = SearchValues.Create(":/?#\\");

    /// <summary>An absolute http, https, mailto or tel URL.</summary>
    public static string? Link(string? value, Uri? baseUrl) => Of(value, baseUrl, isLink: true);

    /// <summary>An absolute http or https URL.</summary>
    public static string? Resource(string? value, Uri? baseUrl) => Of(value, baseUrl, isLink: false);

    private static string? Of(string? value, Uri? baseUrl, bool isLink)
    {
        var text = value is null ? null : Written(value);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var end = text.AsSpan().IndexOfAny(SchemeEnd);
        if (end < 0 || text[end] != ':')
        {
            return Absolute(text, baseUrl);
        }

        return text[..end].ToLowerInvariant() switch
        {
            "http" or "https" => IsWhole(text, end + 1) ? text : null,
            "mailto" or "tel" => isLink ? text : null,
            _ => null,
        };
    }

    /// <summary>As a browser reads it (URL §4.4): blanks around and line ends within go, <c>\</c> is <c>/</c>.</summary>
    private static string Written(string value)
    {
        var text = HtmlCharacters.Keep(value).Trim();
        if (!text.AsSpan().ContainsAny(Unsafe))
        {
            return text;
        }

        var written = new StringBuilder(text.Length);
        var inPath = true;
        foreach (var c in text)
        {
            inPath = inPath && c is not ('?' or '#');
            _ = c switch
            {
                '\t' or '\n' or '\r' => written,
                '\\' when inPath => written.Append('/'),
                _ when Unsafe.Contains(c) => written.Append('%').Append(((int)c).ToString("X2", null)),
                _ => written.Append(c),
            };
        }

        return written.ToString();
    }

    private static bool IsWhole(string text, int afterScheme) =>
        text.AsSpan(afterScheme) is ['/', '/', not ('/' or '?' or '#' or ':' or '@'), ..]
        && Uri.TryCreate(text, UriKind.Absolute, out _);

    private static string? Absolute(string text, Uri? baseUrl)
    {
        if (baseUrl is not { IsAbsoluteUri: true } || !IsWeb(baseUrl))
        {
            return null;
        }

        // Put together by hand where that is enough: percent-encoded paths stay as they came.
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            var whole = $"{baseUrl.Scheme}:{text}";
            return IsWhole(whole, baseUrl.Scheme.Length + 1) ? whole : null;
        }

        if (text[0] == '/')
        {
            return baseUrl.GetLeftPart(UriPartial.Authority) + text;
        }

        return Uri.TryCreate(baseUrl, text, out var url) && IsWeb(url) ? url.AbsoluteUri : null;
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
