using System.Buffers;

namespace Syndication.Formats.Documents;

/// <summary>Language tags as BCP 47 spells them.</summary>
internal static class LanguageTag
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(
        Alphabet + "0123456789"
    );

    /// <summary><c>en_GB</c> becomes <c>en-GB</c>; null where the text is no tag.</summary>
    public static string? Of(string? text)
    {
        var tag = text?.Trim().Replace('_', '-');
        if (string.IsNullOrEmpty(tag))
        {
            return null;
        }

        var isFirst = true;
        foreach (var range in tag.AsSpan().Split('-'))
        {
            var part = tag.AsSpan(range);
            var fits = isFirst
                ? part.Length is 2 or 3 && !part.ContainsAnyExcept(Letters)
                : part.Length is > 0 and < 9 && !part.ContainsAnyExcept(LettersAndDigits);
            if (!fits)
            {
                return null;
            }

            isFirst = false;
        }

        return tag;
    }

    public static bool IsBengali(string? tag) =>
        tag is not null
        && (
            tag.Equals("bn", StringComparison.OrdinalIgnoreCase)
            || tag.StartsWith("bn-", StringComparison.OrdinalIgnoreCase)
        );
}
