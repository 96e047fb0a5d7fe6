using System.Text;

namespace Syndication.Ingest.Quarantine;

/// <summary>Which scripts a text is written in, told by Unicode's blocks; digits and signs belong to none.</summary>
internal static class Scripts
{
    // Enough to know a text by; a book costs no more than a page.
    private const int MostLooked = 20_000;

    /// <summary>Letters and vowel signs by script, of HTML without its tags.</summary>
    public static Dictionary<string, int> Count(params IEnumerable<string?> texts)
    {
        var letters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text is not null)
                Add(text.AsSpan(0, Math.Min(text.Length, MostLooked)), letters);
        }
        return letters;
    }

    private static void Add(ReadOnlySpan<char> html, Dictionary<string, int> letters)
    {
        var inTag = false;
        foreach (var rune in html.EnumerateRunes())
        {
            if (rune.Value == '<')
                inTag = true;
            else if (rune.Value == '>')
                inTag = false;
            else if (!inTag && IsLetter(rune))
                letters[Of(rune)] = letters.GetValueOrDefault(Of(rune)) + 1;
        }
    }

    /// <summary>The script that most letters are of; null where there are none.</summary>
    public static string? Dominant(Dictionary<string, int> letters) =>
        letters.Count == 0 ? null : letters.MaxBy(l => l.Value).Key;

    /// <summary>The share of letters, 0 to 1, that is of none of <paramref name="home"/>.</summary>
    public static double ForeignShare(Dictionary<string, int> letters, IReadOnlySet<string> home)
    {
        var all = letters.Values.Sum();
        return all == 0 ? 0 : (double)letters.Where(l => !home.Contains(l.Key)).Sum(l => l.Value) / all;
    }

    // Bengali writes its vowels as marks: without them half of a word would not count.
    private static bool IsLetter(Rune rune) =>
        Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.SpacingCombiningMark
                or System.Globalization.UnicodeCategory.NonSpacingMark;

    private static string Of(Rune rune) =>
        rune.Value switch
        {
            < 0x0300 or (>= 0x1E00 and <= 0x1EFF) => "Latin",
            >= 0x0370 and <= 0x03FF => "Greek",
            >= 0x0400 and <= 0x052F => "Cyrillic",
            >= 0x0600 and <= 0x077F => "Arabic",
            >= 0x0900 and <= 0x097F => "Devanagari",
            >= 0x0980 and <= 0x09FF => "Bengali",
            >= 0x3040 and <= 0x30FF => "Kana",
            >= 0x3400 and <= 0x9FFF => "Han",
            >= 0xAC00 and <= 0xD7AF => "Hangul",
            // The other living scripts have a block of 128 each, or may be taken for having one.
            var value => $"U+{value >> 7 << 7:X4}",
        };
}
