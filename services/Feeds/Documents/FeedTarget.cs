using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Syndication.Feeds.Documents;

/// <summary>An address below <c>/feeds/</c> as it was sent: its segments decoded, its query untouched.</summary>
internal sealed record FeedTarget(IReadOnlyList<string> Segments, string Query)
{
    private const string Root = "/feeds/";

    // Kestrel keeps a slash encoded that it found so, and then nobody can tell it from an encoded percent sign.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static bool TryParse(HttpContext context, [NotNullWhen(true)] out FeedTarget? target)
    {
        target = null;
        var segments = new List<string>();
        foreach (var segment in Path(context).Split('/'))
            if (Decode(segment) is { Length: > 0 } text)
                segments.Add(text);
            else
                return false;
        target = new(segments, context.Request.QueryString.Value ?? "");
        return true;
    }

    private static string Path(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        // RFC 9112 §3.2.2: the whole URL, as a proxy is asked.
        if (raw.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && raw[0] != '/')
            raw = raw.IndexOf('/', scheme + 3) is var path and > 0 ? raw[path..] : "/";
        var root = context.Request.PathBase.Value + Root;
        if (!raw.StartsWith(root, StringComparison.Ordinal))
            // Somebody wrote the root itself in another way: what the server made of it.
            raw = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        raw = end < 0 ? raw : raw[..end];
        return raw.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? raw[root.Length..] : "";
    }

    /// <summary>Null for what is no UTF-8.</summary>
    private static string? Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, 1), bytes.AsSpan(length));
            else if (
                i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1])
                && char.IsAsciiHexDigit(text[i + 2])
            )
            {
                bytes[length++] = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else
                return null;
        }
        try
        {
            return Strict.GetString(bytes.AsSpan(0, length));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
