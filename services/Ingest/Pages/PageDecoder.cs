using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Ingest.Pages;

/// <summary>Bytes to text, believing in this order: byte order mark, HTTP, <c>meta</c>, UTF-8.</summary>
internal static partial class PageDecoder
{
    // HTML, "determining the character encoding": browsers look at the first 1,024 bytes, some pages are later.
    private const int Prescan = 4096;

    static PageDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(ReadOnlySpan<byte> page, string? charset)
    {
        if (page.StartsWith(Encoding.UTF8.Preamble))
            return Encoding.UTF8.GetString(page[3..]);
        if (page.StartsWith(Encoding.Unicode.Preamble))
            return Encoding.Unicode.GetString(page[2..]);
        if (page.StartsWith(Encoding.BigEndianUnicode.Preamble))
            return Encoding.BigEndianUnicode.GetString(page[2..]);
        var encoding = Find(charset) ?? Declared(page) ?? Encoding.UTF8;
        return encoding.GetString(page);
    }

    private static Encoding? Declared(ReadOnlySpan<byte> page)
    {
        var head = Encoding.Latin1.GetString(page[..Math.Min(page.Length, Prescan)]);
        var match = MetaCharset().Match(head);
        if (!match.Success || Find(match.Groups["name"].Value) is not { } encoding)
            return null;
        // HTML: a declaration that could be read as ASCII cannot be true when it says UTF-16.
        return encoding is UnicodeEncoding or UTF32Encoding ? Encoding.UTF8 : encoding;
    }

    private static Encoding? Find(string? name)
    {
        var label = name?.Trim(' ', '"', '\'').ToLowerInvariant();
        if (string.IsNullOrEmpty(label))
            return null;
        // Encoding standard: these two are labels of windows-1252.
        if (label is "iso-8859-1" or "latin1" or "us-ascii" or "ascii")
            label = "windows-1252";
        try
        {
            return Encoding.GetEncoding(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """<meta[^>]{1,300}?charset\s*=\s*["']?\s*(?<name>[A-Za-z0-9_:.-]{2,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex MetaCharset();
}
