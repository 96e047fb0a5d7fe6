using System.Buffers;

namespace Syndication.Formats.Documents;

/// <summary>Media types of what an entry carries.</summary>
internal static class MediaType
{
    private const int LongestSuffix = 8;

    // RFC 9110 §5.6.2.
    private static readonly SearchValues<char> InToken = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>The type told, or the one that the address's suffix tells.</summary>
    public static string Of(string? told, string url, string otherwise)
    {
        var type = told?.Trim();
        return IsType(type) ? type! : BySuffix(url) ?? otherwise;
    }

    /// <summary>Media RSS's word for it; null for what it has no word for.</summary>
    public static string? Medium(string type) =>
        IsOf(type, "image/") ? "image"
        : IsOf(type, "audio/") ? "audio"
        : IsOf(type, "video/") ? "video"
        : IsOf(type, "text/") ? "document"
        : null;

    private static bool IsOf(string type, string kind) =>
        type.StartsWith(kind, StringComparison.OrdinalIgnoreCase);

    // Parameters may follow, in ASCII.
    private static bool IsType(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash < 1)
        {
            return false;
        }

        var end = text.IndexOf(';');
        var kind = (end < 0 ? text : text[..end]).TrimEnd();
        return slash < kind.Length - 1
            && !text[..slash].ContainsAnyExcept(InToken)
            && !kind[(slash + 1)..].ContainsAnyExcept(InToken)
            && !text[kind.Length..].ContainsAnyExceptInRange(' ', '~')
            && !text[kind.Length..].ContainsAny("<>\"");
    }

    private static string? BySuffix(string url)
    {
        var path = url.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        var dot = path.LastIndexOf('.');
        Span<char> suffix = stackalloc char[LongestSuffix];
        var length = dot < 0 ? -1 : path[(dot + 1)..].ToLowerInvariant(suffix);
        return length < 0
            ? null
            : suffix[..length] switch
            {
                "jpg" or "jpeg" => "image/jpeg",
                "png" => "image/png",
                "gif" => "image/gif",
                "webp" => "image/webp",
                "avif" => "image/avif",
                "mp3" => "audio/mpeg",
                "m4a" => "audio/mp4",
                "ogg" => "audio/ogg",
                "mp4" or "m4v" => "video/mp4",
                "webm" => "video/webm",
                "pdf" => "application/pdf",
                _ => null,
            };
    }
}
