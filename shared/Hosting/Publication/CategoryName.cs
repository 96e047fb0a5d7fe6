using System.Text;

namespace Syndication.Hosting.Publication;

/// <summary>What makes two spellings of a category's name one; the same for those who file and those who serve.</summary>
public static class CategoryName
{
    private const int Reversed = 0xFFFE;

    /// <summary>A key to compare by, or null for text that is no Unicode.</summary>
    public static string? Key(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Half a surrogate pair cannot be normalised, nor what a byte order mark is when read the wrong way round.
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar || rune.Value == Reversed)
                return null;
        // NFC because ড় ঢ় য় are written in two ways; ZWJ and ZWNJ carry meaning and stay.
        var words = text.Normalize(NormalizationForm.FormC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }
}
