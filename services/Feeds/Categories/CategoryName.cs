using System.Text;

namespace Syndication.Feeds.Categories;

/// <summary>What makes two spellings of a category one: NFC, and no regard to the case of ASCII letters.</summary>
internal static class CategoryName
{
    /// <summary>A key to compare by, or null for text that is no Unicode.</summary>
    public static string? Key(string text)
    {
        // Half a surrogate pair cannot be normalised.
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar)
                return null;
        var composed = text.Normalize(NormalizationForm.FormC).Trim();
        return string.Create(
            composed.Length,
            composed,
            static (key, from) =>
            {
                for (var i = 0; i < key.Length; i++)
                    key[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
            }
        );
    }
}
