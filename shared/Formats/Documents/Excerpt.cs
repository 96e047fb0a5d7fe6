using System.Text;
using Syndication.Formats.Html;

namespace Syndication.Formats.Documents;

/// <summary>The first words of an HTML text, without reading the rest of it.</summary>
internal static class Excerpt
{
    /// <summary>A length that no text exceeds.</summary>
    public const int Everything = int.MaxValue - 1;

    private const int KeptCapacity = 1 << 16;

    // Every entry without a summary needs one for a moment.
    [ThreadStatic]
    private static StringBuilder? _text;

    /// <summary>Plain text of about so many characters; null where there are no words.</summary>
    public static string? Of(string html, int length) => Of(before: null, html, after: null, length);

    /// <summary>The same of HTML with notices around it.</summary>
    public static string? Of(Notice? before, string? html, Notice? after, int length)
    {
        var excerpt = Read(before, html, after, length, out var isCut);
        return excerpt.IsEmpty ? null
            : isCut ? $"{excerpt}…"
            : excerpt.ToString();
    }

    /// <summary>The same without the dots that <paramref name="isCut"/> asks for; good until the next call.</summary>
    public static ReadOnlySpan<char> Read(
        Notice? before,
        string? html,
        Notice? after,
        int length,
        out bool isCut
    )
    {
        isCut = false;
        if (before is null && string.IsNullOrEmpty(html) && after is null)
        {
            return [];
        }

        var text = _text is { Capacity: <= KeptCapacity } kept ? kept.Clear() : new StringBuilder(1024);
        _text = text;
        // One more than is shown tells whether there is more.
        Append(before, length + 1, text);
        PlainText.AppendBeginning(html, length + 1, text);
        Append(after, length + 1, text);
        if (text.Length == 0)
        {
            return [];
        }

        var words = OnePiece(text);
        isCut = words.Length > length;
        return isCut ? Words.Beginning(words, length) : words;
    }

    private static void Append(Notice? notice, int limit, StringBuilder text)
    {
        if (notice is { } known && text.Length < limit)
        {
            text.Append(text.Length > 0 ? " " : "").Append(known.Word).Append(':');
            PlainText.AppendBeginning(Words.AsHtml(known.Text), limit, text);
        }
    }

    private static ReadOnlySpan<char> OnePiece(StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
        {
            if (chunk.Length == text.Length)
            {
                return chunk.Span;
            }
        }

        return text.ToString();
    }
}
