using System.Globalization;
using System.Text;

namespace Syndication.Formats.Dates;

/// <summary>Makes a date's spelling uniform, and reads its figures.</summary>
internal static class FeedDateText
{
    /// <summary>
    /// Small letters, Latin digits, single blanks, plain signs; <paramref name="even"/> becomes what was written.
    /// False where the text cannot be a date.
    /// </summary>
    public static bool TryEven(ReadOnlySpan<char> text, ref Span<char> even)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
                return false;
            if (char.IsControl(c) && !char.IsWhiteSpace(c))
                return false;
            if (c >= 0x80 && IsIgnored(c))
                continue;
            var plain = Plain(c);
            if (plain != ' ' || (length > 0 && even[length - 1] != ' '))
                even[length++] = plain;
        }
        even = even[..length].TrimEnd(' ');
        return even.Length > 0;
    }

    /// <summary>How many ASCII digits the text begins with.</summary>
    public static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }

    /// <summary>What up to nine digits count; -1 for more or none.</summary>
    public static int Number(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 9)
            return -1;
        var value = 0;
        foreach (var c in digits)
            value = (value * 10) + c - '0';
        return value;
    }

    /// <summary>The ticks of a second's fraction, what is finer cut off.</summary>
    public static long Fraction(ReadOnlySpan<char> digits)
    {
        var ticks = 0L;
        for (
            var (i, worth) = (0, TimeSpan.TicksPerSecond / 10);
            i < digits.Length && worth > 0;
            i++, worth /= 10
        )
            ticks += (digits[i] - '0') * worth;
        return ticks;
    }

    public static bool IsLetter(char c) =>
        char.IsAsciiLetter(c)
        || (
            c >= 0x80
            && (
                char.IsLetter(c)
                || char.GetUnicodeCategory(c)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark
            )
        );

    /// <summary>A word's key: without accents, so that août, aout and Αυγ, Αύγ are one each; null if too long.</summary>
    public static string? Fold(ReadOnlySpan<char> word)
    {
        Span<char> apart = stackalloc char[128];
        if (word.Length > 24 || !word.TryNormalize(apart, out var length, NormalizationForm.FormD))
            return null;
        var kept = 0;
        for (var i = 0; i < length; i++)
        {
            if (char.GetUnicodeCategory(apart[i]) != UnicodeCategory.NonSpacingMark)
                apart[kept++] = apart[i] == 'ς' ? 'σ' : apart[i];
        }
        return new string(apart[..kept]);
    }

    private static char Plain(char c)
    {
        if (c < 0x80)
            return char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c);
        if (char.IsDigit(c))
            return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
        return c switch
        {
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212' => '-',
            '：' => ':',
            '，' => ',',
            _ => char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c),
        };
    }

    // Joiners, marks of direction, a byte order mark.
    private static bool IsIgnored(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
