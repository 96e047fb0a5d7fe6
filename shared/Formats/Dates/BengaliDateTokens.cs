using System.Globalization;
using System.Text;

namespace Syndication.Formats.Dates;

/// <summary>Cuts a line into figures, signs and words, after making its spelling uniform.</summary>
internal static class BengaliDateTokens
{
    private const int LongestText = 256;

    public static bool TryRead(ReadOnlySpan<char> text, out List<BengaliDateToken> tokens)
    {
        tokens = [];
        if (text.Length > LongestText || !TryNormalize(text, out var line))
            return false;
        for (var i = 0; i < line.Length; )
        {
            var glued = i > 0 && !char.IsWhiteSpace(line[i - 1]);
            var end = EndOf(line, i, out var kind);
            if (kind is { } known)
                tokens.Add(new(known, line[i..end], glued));
            i = end;
        }
        return tokens.Count > 0;
    }

    /// <summary>The spelling in which words are compared: NFC, lower case, without joiners.</summary>
    public static string Key(string word) =>
        TryNormalize(word, out var key) ? key.Trim() : throw new ArgumentException(word, nameof(word));

    private static int EndOf(string line, int start, out BengaliDateTokenKind? kind)
    {
        var end = start + 1;
        if (char.IsAsciiDigit(line[start]))
        {
            while (end < line.Length && char.IsAsciiDigit(line[end]))
                end++;
            kind = BengaliDateTokenKind.Number;
        }
        else if (IsLetter(line[start]))
        {
            while (end < line.Length && IsLetter(line[end]))
                end++;
            kind = BengaliDateTokenKind.Word;
        }
        else
        {
            kind = IsSign(line, start) ? BengaliDateTokenKind.Sign : null;
        }
        return end;
    }

    private static bool IsSign(string line, int at) =>
        line[at] is ':' or '/' or '-' or '.'
        && at > 0
        && at + 1 < line.Length
        && char.IsAsciiDigit(line[at - 1])
        && char.IsAsciiDigit(line[at + 1]);

    private static bool IsLetter(char c) =>
        char.IsLetter(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    private static bool TryNormalize(ReadOnlySpan<char> text, out string line)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is >= '০' and <= '৯')
                spelled.Append((char)('0' + (c - '০')));
            else if (char.IsWhiteSpace(c))
                spelled.Append(' ');
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.Format) // joiners, marks of direction, BOM
                spelled.Append(char.ToLowerInvariant(c));
        }
        Visargas(spelled);
        line = spelled.Replace("a.m", "am").Replace("p.m", "pm").ToString();
        return TryCompose(ref line);
    }

    // The visarga looks like a colon and is typed for one: "১২ঃ৪৩", "প্রকাশিতঃ".
    private static void Visargas(StringBuilder line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == 'ঃ')
                line[i] = char.IsAsciiDigit(line[i - 1]) ? ':' : ' ';
        }
    }

    private static bool TryCompose(ref string line)
    {
        // A lone surrogate is no text, and Normalize throws on it.
        if (line.Any(char.IsSurrogate))
            return false;
        line = line.Normalize(NormalizationForm.FormC);
        return true;
    }
}
