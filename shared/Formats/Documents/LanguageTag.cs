namespace Syndication.Formats.Documents;

/// <summary>Language tags as BCP 47 spells them.</summary>
internal static class LanguageTag
{
    /// <summary><c>en_GB</c> becomes <c>en-GB</c>; null where the text is no tag.</summary>
    public static string? Of(string? text)
    {
        var tag = text?.Trim().Replace('_', '-');
        if (string.IsNullOrEmpty(tag))
        {
            return null;
        }

        var parts = tag.Split('-');
        var wellFormed = parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter);
        return wellFormed && parts.All(p => p.Length is > 0 and < 9 && p.All(char.IsAsciiLetterOrDigit))
            ? tag
            : null;
    }

    public static bool IsBengali(string? tag) =>
        tag is not null
        && (
            tag.Equals("bn", StringComparison.OrdinalIgnoreCase)
            || tag.StartsWith("bn-", StringComparison.OrdinalIgnoreCase)
        );
}
