using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Formats.Encodings;

/// <summary>Decodes web pages as feeds are decoded: by byte order mark, the server's word, the page's own, its looks.</summary>
public static partial class HtmlPageText
{
    // HTML §13.2.3.2: browsers look at the first 1,024 bytes; some pages are later.
    private const int Prescan = 4096;

    /// <param name="page">The page as it came.</param>
    /// <param name="charset">The charset that the server told, or null.</param>
    /// <returns>The text; bytes that are no character of its charset are U+FFFD.</returns>
    public static string Decode(ReadOnlySpan<byte> page, string? charset)
    {
        using var text = DocumentDecoder.Decode(page, Label(charset), Declared(page));
        return text.Characters.ToString();
    }

    private static string? Declared(ReadOnlySpan<byte> page)
    {
        var head = Encoding.Latin1.GetString(page[..Math.Min(page.Length, Prescan)]);
        var match = MetaCharset().Match(head);
        return match.Success ? Label(match.Groups["name"].Value) : null;
    }

    // Encoding standard §4.2: on the web these are labels of windows-1252.
    private static string? Label(string? charset) =>
        charset?.Trim(' ', '"', '\'').ToLowerInvariant() is var name
        && name is "iso-8859-1" or "iso8859-1" or "latin1" or "us-ascii" or "ascii"
            ? "windows-1252"
            : name;

    [GeneratedRegex(
        """<meta[^>]{1,300}?charset\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.-]{2,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex MetaCharset();
}
