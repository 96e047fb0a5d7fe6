using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>Makes URIs (RFC 3986) of the IRIs that people write (RFC 3987 §3.1); what is a URI stays to the byte.</summary>
internal static class Uris
{
    private const string HexDigits = "0123456789ABCDEF";

    // One character of the plane that most scripts lie in takes three bytes, of three characters each.
    private const int LongestEscaped = 9;

    // What is longer no one can follow.
    private const int Longest = 64 * 1024;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=%"
    );

    private static readonly SearchValues<char> InHost = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:!$&'()*+,;=@[]%"
    );

    private static readonly SearchValues<char> InScheme = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."
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
        if (IsAuthority(authority) && IsUri(rest))
        {
            return trimmed;
        }

        var known = IsAuthority(authority) ? authority : Ascii(authority);
        return IsAuthority(known) ? Encoded($"{trimmed.AsSpan(0, start)}{known}", rest) : null;
    }

    /// <summary>A URI of any scheme; null where the text has none.</summary>
    public static string? Any(string? text)
    {
        var trimmed = Trimmed(text);
        var colon = trimmed?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (trimmed is null || colon < 1 || !IsScheme(trimmed.AsSpan(0, colon)))
        {
            return null;
        }

        return SchemeLength(trimmed) is not null ? Web(trimmed)
            : IsUri(trimmed) ? trimmed
            : Encoded("", trimmed);
    }

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > Longest ? null : XmlCharacters.Keep(text).Trim();

    // RFC 3986 §3.1.
    private static bool IsScheme(ReadOnlySpan<char> text) =>
        char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(InScheme);

    // A host, be it an address in brackets, perhaps with a user before it and a port behind (RFC 3986 §3.2).
    private static bool IsAuthority(ReadOnlySpan<char> text)
    {
        var host = text[(text.LastIndexOf('@') + 1)..];
        var end = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        var port = end < 0 ? [] : host[end..];
        host = end < 0 ? host : host[..end];
        return !host.IsEmpty
            && !text.ContainsAnyExcept(InHost)
            && (host[0] == '[' ? IPAddress.TryParse(host, out _) : !host.ContainsAny("[]@"))
            && (port.IsEmpty || port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9'))
            && !text[..^(host.Length + port.Length)].ContainsAny("[]");
    }

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

    private static ReadOnlySpan<char> Ascii(ReadOnlySpan<char> authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        var port = colon >= 0 && !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9') ? host[colon..] : [];
        try
        {
            var ascii = new IdnMapping().GetAscii(host[..^port.Length].ToString());
            return $"{ascii}{port}";
        }
        catch (ArgumentException) // not a host that DNS could know
        {
            return [];
        }
    }

    private static string Encoded(string start, ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length * LongestEscaped);
        var length = 0;
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; )
        {
            if (Allowed.Contains(text[i]) && (text[i] != '%' || IsEscape(text[i..])))
            {
                rented[length++] = text[i++];
                continue;
            }

            _ = Rune.DecodeFromUtf16(text[i..], out var rune, out var read);
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                rented[length++] = '%';
                rented[length++] = HexDigits[octet >> 4];
                rented[length++] = HexDigits[octet & 0xF];
            }

            i += read;
        }

        var uri = string.Concat(start, rented.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(rented);
        return uri;
    }
}
