using Syndication.Formats.Html;

namespace Syndication.Feeds.Partners;

/// <summary>The beginning of a text without its markup.</summary>
internal static class PlainExcerpt
{
    private const string More = "…";

    /// <param name="html">Cleaned HTML.</param>
    /// <param name="most">UTF-16 units before the sign that there is more.</param>
    /// <returns>Plain text in one line; null where there is none.</returns>
    public static string? Of(string? html, int most)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        var words = HtmlCleaner.ToPlainText(html).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(' ', words);
        return text.Length == 0 ? null : Cut(text, most);
    }

    // Between words: text elements would split Bengali conjuncts.
    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var blank = text.LastIndexOf(' ', most);
        var end = blank > 0 ? blank : most - (char.IsHighSurrogate(text[most - 1]) ? 1 : 0);
        return text[..end].TrimEnd() + More;
    }
}
