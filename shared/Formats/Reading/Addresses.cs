using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>Addresses in a document, made absolute; what is active or leads nowhere is null.</summary>
internal static class Addresses
{
    /// <summary>A base within another (XML Base §3); the outer one where it is none.</summary>
    public static Uri? Base(string text, Uri? outer)
    {
        var trimmed = text.Trim();
        var isWhole = Uri.TryCreate(trimmed, UriKind.Absolute, out var own) && IsWeb(own);
        if (isWhole)
        {
            return own;
        }

        return outer is not null && SafeUrl.Resource(trimmed, outer) is { } resolved
            ? new Uri(resolved)
            : outer;
    }

    /// <summary>An http, https, mailto or tel address.</summary>
    public static string? Link(string? text, Uri? baseUrl) =>
        Tidy(text) is { } url ? SafeUrl.Link(url, baseUrl) : null;

    /// <summary>An http or https address.</summary>
    public static string? Resource(string? text, Uri? baseUrl) =>
        Tidy(text) is { } url ? SafeUrl.Resource(url, baseUrl) : null;

    /// <summary>Whether the text could be followed as it is.</summary>
    public static bool IsAbsolute(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string? Tidy(string? text)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
