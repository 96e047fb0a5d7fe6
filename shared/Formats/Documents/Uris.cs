using System.Buffers;
using System.Globalization;
using System.Text;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>Makes URIs (RFC 3986) of the IRIs that people write (RFC 3987 §3.1); what is a URI stays to the byte.</summary>
internal static class Uris
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%"
    );

    private static readonly SearchValues<char> InHost = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:!$&'()*+,;=@[]%"
    );

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?#\\");

    /// <summary>An absolute http or https URI; null where the text is none.</summary>
    public static string? Web(string? text)
    {
        var trimmed = Trimmed(text);
        if (trimmed is null || SchemeLength(trimmed) is not { } start)
        {
            return null;
        }

        var end = trimmed.AsSpan(start).IndexOfAny(AuthorityEnd);
        var authority = end < 0 ? trimmed.AsSpan(start) : trimmed.AsSpan(start, end);
        var rest = end < 0 ? [] : trimmed.AsSpan(start + end);
        if (!authority.ContainsAnyExcept(InHost) && IsUri(rest))
        {
            return authority.IsEmpty ? null : trimmed;
        }

        var host = Ascii(authority);
        return host is null ? null : $"{trimmed.AsSpan(0, start)}{host}{Encoded(rest)}";
    }

    /// <summary>A URI of any scheme; null where the text has none.</summary>
    public static string? Any(string? text)
    {
        var trimmed = Trimmed(text);
        var colon = trimmed?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (trimmed is null || colon < 1 || !char.IsAsciiLetter(trimmed[0]))
        {
            return null;
        }

        return SchemeLength(trimmed) is null ? Encoded(trimmed) : Web(trimmed);
    }

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : XmlCharacters.Keep(text).Trim();

    private static int? SchemeLength(string text)
    {
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return "https://".Length;
        }

        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length : null;
    }

    private static bool IsUri(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(Allowed))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && !IsEscape(text[i..]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    private static string? Ascii(ReadOnlySpan<char> authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        var port = colon >= 0 && !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9') ? host[colon..] : [];
        try
        {
            var ascii = new IdnMapping().GetAscii(host[..^port.Length].ToString());
            return ascii.AsSpan().ContainsAnyExcept(InHost) ? null : $"{ascii}{port}";
        }
        catch (ArgumentException) // not a host that DNS could know
        {
            return null;
        }
    }

    private static string Encoded(ReadOnlySpan<char> text)
    {
        var uri = new StringBuilder(text.Length * 3);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; )
        {
            if (Allowed.Contains(text[i]) && (text[i] != '%' || IsEscape(text[i..])))
            {
                uri.Append(text[i++]);
                continue;
            }

            _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var read);
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                uri.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }

            i += read;
        }

        return uri.ToString();
    }
}
