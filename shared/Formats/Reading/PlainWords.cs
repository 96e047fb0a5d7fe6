using System.Buffers;
using System.Text;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading;

/// <summary>Text that is plain already, as plain text is kept.</summary>
internal static class PlainWords
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\t\n\r\f");

    /// <summary>Blanks around it gone, runs of them made one, what nobody should see left out.</summary>
    public static string Tidy(string text)
    {
        var kept = HtmlCharacters.IsPlain(text) ? text : Shown(text);
        var words = kept.AsSpan().Trim();
        if (!words.ContainsAny(Breaks) && words.IndexOf("  ", StringComparison.Ordinal) < 0)
        {
            return words.Length == kept.Length ? kept : words.ToString();
        }

        var tidy = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (c == ' ' || Breaks.Contains(c))
            {
                _ = tidy[^1] == ' ' ? tidy : tidy.Append(' ');
            }
            else
            {
                tidy.Append(c);
            }
        }

        return tidy.ToString();
    }

    private static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (Breaks.Contains(text[i]) || !HtmlCharacters.IsDropped(text, i))
            {
                shown.Append(text[i]);
            }
        }

        return shown.ToString();
    }
}
