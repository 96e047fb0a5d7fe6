using System.Text.RegularExpressions;

namespace Syndication.Ingest.Pages;

/// <summary>Addresses found on pages.</summary>
internal static partial class PageUrl
{
    /// <summary>An absolute http or https URL, or null; what was absolute stays as written.</summary>
    public static string? Resolve(string? href, Uri? page)
    {
        var text = href?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > 4096)
            return null;
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = (page?.Scheme ?? "https") + ":" + text;
        if (HasWebScheme(text))
            return Uri.TryCreate(text, UriKind.Absolute, out _) ? text : null;
        return page is not null && Uri.TryCreate(page, text, out var full) && HasWebScheme(full.AbsoluteUri)
            ? full.AbsoluteUri
            : null;
    }

    /// <summary>The host without <c>www.</c>; null for what has none.</summary>
    public static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
                ? uri.Host[4..]
                : uri.Host
            : null;

    public static bool SameHost(string? a, string? b) =>
        string.Equals(Host(a), Host(b), StringComparison.OrdinalIgnoreCase);

    /// <summary>As <see cref="SameHost"/>; a site's pages for phones are its own.</summary>
    public static bool SameSite(string? a, string? b) =>
        WithoutPhone(Host(a)) is { } host
        && string.Equals(host, WithoutPhone(Host(b)), StringComparison.OrdinalIgnoreCase);

    /// <summary>The host, whatever kind of screen it serves.</summary>
    public static string? Site(string? url) => WithoutPhone(Host(url))?.ToLowerInvariant();

    /// <summary>True for the front page's address where another page was asked for.</summary>
    public static bool IsHome(string told, string asked) =>
        Uri.TryCreate(told, UriKind.Absolute, out var uri)
        && uri.PathAndQuery is "/" or "/index.html" or "/index.php"
        && Uri.TryCreate(asked, UriKind.Absolute, out var page)
        && page.PathAndQuery != uri.PathAndQuery;

    private static string? WithoutPhone(string? host)
    {
        foreach (var phone in (ReadOnlySpan<string>)["m.", "amp.", "mobile."])
        {
            if (host?.StartsWith(phone, StringComparison.OrdinalIgnoreCase) == true)
                return host[phone.Length..];
        }
        return host;
    }

    /// <summary>True for one picture in two sizes.</summary>
    public static bool SameImage(string? a, string? b) =>
        a is not null && b is not null && ImageKey(a) == ImageKey(b);

    // WordPress: photo-1024x576.jpg and photo-scaled.jpg are renderings of photo.jpg.
    private static string ImageKey(string url) =>
        Rendering()
            .Replace(Uri.UnescapeDataString(url.Split('?', '#')[0].Split('/')[^1]).ToLowerInvariant(), "");

    private static bool HasWebScheme(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"(-\d{2,5}x\d{2,5}|-scaled)(?=\.\w{2,5}$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Rendering();
}
