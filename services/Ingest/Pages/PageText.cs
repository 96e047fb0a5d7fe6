using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Text of pages: made tidy for people, or into keys for comparison.</summary>
internal static class PageText
{
    /// <summary>Runs of blanks made one; null where nothing is left. Joiners stay: they carry meaning.</summary>
    public static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var tidy = new StringBuilder(text.Length);
        var blank = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
            {
                blank = tidy.Length > 0;
                continue;
            }
            if (blank)
                tidy.Append(' ');
            blank = false;
            tidy.Append(c);
        }
        return tidy.Length > 0 ? tidy.ToString() : null;
    }

    /// <summary>Attribute or JSON text: some writers escape it once too often.</summary>
    public static string? Plain(string? text) =>
        Tidy(
            text is not null && text.Contains('&', StringComparison.Ordinal)
                ? WebUtility.HtmlDecode(text)
                : text
        );

    /// <summary>The element's text, tidy; empty when there is none.</summary>
    public static string Of(IElement element) => Tidy(element.TextContent) ?? "";

    /// <summary>For comparison: NFC, lower case, letters and digits only.</summary>
    public static string Key(string? text)
    {
        var key = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!IsNoise(rune))
                key.Append(Rune.ToLowerInvariant(rune));
        }
        return key.ToString().Normalize(NormalizationForm.FormC);
    }

    public static bool Same(string? a, string? b) => Key(a) is { Length: > 0 } key && key == Key(b);

    /// <summary>True when it ends as sentences do; headings and list entries do not.</summary>
    public static bool EndsAsSentence(string text) =>
        text.TrimEnd(' ', '"', '\'', '”', '’', '»', ')') is [.., '।' or '.' or '?' or '!' or '…' or '॥'];

    private static bool IsNoise(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.IsPunctuation(rune)
        || Rune.IsSymbol(rune)
        || Rune.IsControl(rune)
        || rune.Value is 0x200B or 0x200C or 0x200D or 0xFEFF;
}
