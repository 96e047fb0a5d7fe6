using System.Globalization;
using Syndication.Contracts;
using Syndication.Formats.Html;

namespace Syndication.Notifier.Alerts;

/// <summary>The few words that fit on a lock screen.</summary>
internal static class AlertText
{
    /// <summary>UTF-16 units: at most 600 bytes of Bengali in UTF-8, so that any push message can carry it.</summary>
    public const int Longest = 200;

    private const string More = "…";

    /// <summary>The summary as plain text, else the beginning of the content; empty where there is neither.</summary>
    public static string BodyOf(Article article)
    {
        var summary = Plain(article.Summary);
        return Cut(summary.Length > 0 ? summary : Plain(article.Content));
    }

    /// <summary>Cuts between words: text elements split Bengali conjuncts, so they are only for a text without blanks.</summary>
    public static string Cut(string text) =>
        text.Length <= Longest ? text : CutTo(text, Longest - More.Length);

    /// <summary>What <paramref name="room"/> UTF-16 units hold of a longer text, and the sign that there was more.</summary>
    public static string CutTo(string text, int room)
    {
        var end = room;
        while (end > 0 && !char.IsWhiteSpace(text[end]))
            end--;
        // A word that is longer than all before it, such as an address, is cut itself.
        return string.Concat(text.AsSpan(0, end > room / 2 ? end : InsideWord(text, room)).TrimEnd(), More);
    }

    private static int InsideWord(string text, int room)
    {
        var end = 0;
        while (true)
        {
            var next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > room)
                // One element longer than everything is no writing: a surrogate pair is all that must stay whole.
                return end > 0 ? end : room - (char.IsHighSurrogate(text[room - 1]) ? 1 : 0);
            end = next;
        }
    }

    /// <summary>Blanks and line ends between words become one blank each.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(string? html) =>
        string.IsNullOrWhiteSpace(html) ? "" : HtmlCleaner.ToPlainText(html).Trim();
}
