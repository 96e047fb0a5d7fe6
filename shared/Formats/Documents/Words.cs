using System.Globalization;
using System.Text;

namespace Syndication.Formats.Documents;

/// <summary>Plain text made ready for a feed.</summary>
internal static class Words
{
    /// <summary>Escaped, so that HTML shows it as it is.</summary>
    public static string AsHtml(string text) =>
        text.AsSpan().ContainsAny("&<>\"")
            ? new StringBuilder(text)
                .Replace("&", "&amp;")
                .Replace("<", "&lt;")
                .Replace(">", "&gt;")
                .Replace("\"", "&quot;")
                .ToString()
            : text;

    /// <summary>The same, its lines kept.</summary>
    public static string LinesAsHtml(string text) =>
        AsHtml(text).ReplaceLineEndings("\n").Replace("\n", "<br>\n", StringComparison.Ordinal);

    /// <summary>The beginning of a longer text, cut between words: a cut inside one would split conjuncts.</summary>
    public static ReadOnlySpan<char> Beginning(ReadOnlySpan<char> text, int limit)
    {
        var cut = text[..(limit + 1)].LastIndexOf(' ');
        if (cut <= 0)
        {
            cut = limit;
            while (cut > 1 && BelongsTogether(text[cut - 1], text[cut]))
            {
                cut--;
            }
        }

        return text[..cut].TrimEnd();
    }

    private static bool BelongsTogether(char before, char after) =>
        IsVirama(before)
        || before is '\u200D' or '\u200C'
        || char.IsHighSurrogate(before)
        || char.GetUnicodeCategory(after)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Format;

    // Every script from Devanagari to Malayalam has its sign that joins consonants in the same place of its block.
    private static bool IsVirama(char c) => c is >= '\u0900' and < '\u0D80' && (c & 0x7F) == 0x4D;
}
