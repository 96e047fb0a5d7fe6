namespace Syndication.Formats.Documents;

/// <summary>Media types of what an entry carries.</summary>
internal static class MediaType
{
    /// <summary>The type told, or the one that the address's suffix tells.</summary>
    public static string Of(string? told, string url, string otherwise)
    {
        var type = told?.Trim();
        return IsType(type) ? type! : BySuffix(url) ?? otherwise;
    }

    /// <summary>Media RSS's word for it; null for what it has no word for.</summary>
    public static string? Medium(string type)
    {
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return type[..slash].ToLowerInvariant() switch
        {
            "image" => "image",
            "audio" => "audio",
            "video" => "video",
            "text" => "document",
            _ => null,
        };
    }

    private static bool IsType(string? text)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return text is not null
            && slash > 0
            && slash < text.Length - 1
            && text.All(c => char.IsAscii(c) && !char.IsControl(c) && c is not ('<' or '>' or '"'));
    }

    private static string? BySuffix(string url)
    {
        var path = url.AsSpan();
        var end = path.IndexOfAny('?', '#');
        path = end < 0 ? path : path[..end];
        var dot = path.LastIndexOf('.');
        return dot < 0
            ? null
            : path[(dot + 1)..].ToString().ToLowerInvariant() switch
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
