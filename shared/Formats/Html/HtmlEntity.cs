using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Syndication.Formats.Html;

/// <summary>Character references (HTML §13.2.5.72 ff.).</summary>
internal static class HtmlEntity
{
    private const int LongestName = 33;

    // HTML §13.2.5.80: what these numbers mean on the web is windows-1252.
    private const string From80 =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>Reads the reference at the beginning, an ampersand first; how many characters it took.</summary>
    public static int Read(ReadOnlySpan<char> text, out ReadOnlySpan<char> characters)
    {
        characters = "&";
        if (text is not ['&', var next, ..])
        {
            return 1;
        }

        return next == '#' ? Numbered(text, ref characters) : Named(text, ref characters);
    }

    /// <summary>The text with its references resolved, once; those without semicolon stay as they are.</summary>
    public static string Resolve(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal) || !text.Contains(';', StringComparison.Ordinal))
        {
            return text;
        }

        var resolved = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (var next = rest.IndexOf('&'); next >= 0; next = rest.IndexOf('&'))
        {
            resolved.Append(rest[..next]);
            rest = rest[next..];
            var taken = Read(rest, out var characters);
            resolved.Append(rest[taken - 1] == ';' ? characters : rest[..taken]);
            rest = rest[taken..];
        }

        resolved.Append(rest);
        return resolved.ToString();
    }

    /// <summary>What a C1 control stands for where windows-1252 was meant; other characters are themselves.</summary>
    public static char FromWindows(char c) => c is >= '\u0080' and < '\u00a0' ? From80[c - 0x80] : c;

    private static int Numbered(ReadOnlySpan<char> text, ref ReadOnlySpan<char> characters)
    {
        var isHex = text.Length > 2 && text[2] is 'x' or 'X';
        var digits = text[(isHex ? 3 : 2)..];
        var count = 0;
        while (
            count < digits.Length
            && (isHex ? char.IsAsciiHexDigit(digits[count]) : char.IsAsciiDigit(digits[count]))
        )
        {
            count++;
        }

        if (count == 0)
        {
            return 1;
        }

        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        var known = uint.TryParse(
            digits[..count].TrimStart('0'),
            style,
            CultureInfo.InvariantCulture,
            out var code
        );
        characters = known ? Character(code) : "";
        var length = (isHex ? 3 : 2) + count;
        return length < text.Length && text[length] == ';' ? length + 1 : length;
    }

    private static string Character(uint code) =>
        code is >= 0x80 and < 0xA0 ? From80[(int)code - 0x80].ToString()
        : Rune.IsValid(code) ? new Rune(code).ToString()
        : "";

    private static int Named(ReadOnlySpan<char> text, ref ReadOnlySpan<char> characters)
    {
        var count = 0;
        while (count + 1 < text.Length && count < LongestName && char.IsAsciiLetterOrDigit(text[count + 1]))
        {
            count++;
        }

        if (
            count + 1 < text.Length
            && text[count + 1] == ';'
            && Symbol(text.Slice(1, count + 1)) is { } whole
        )
        {
            characters = whole;
            return count + 2;
        }

        // A few old names need no semicolon, and may run into the next word.
        for (var length = Math.Min(count, 6); length > 1; length--)
        {
            if (Symbol(text.Slice(1, length)) is { } symbol)
            {
                characters = symbol;
                return length + 1;
            }
        }

        return 1;
    }

    private static string? Symbol(ReadOnlySpan<char> name) =>
        HtmlEntityProvider.Resolver.GetSymbol(name.ToString());
}
