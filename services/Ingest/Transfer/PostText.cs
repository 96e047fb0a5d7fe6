using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Ingest.Transfer;

/// <summary>
/// A post's text as WordPress stores it: before blocks came, paragraphs were blank lines, which became elements only where
/// the page was shown.
/// </summary>
internal static partial class PostText
{
    public static string AsHtml(string text)
    {
        var html = Shortcodes().Replace(text, "");
        if (
            html.Contains("<!-- wp:", StringComparison.Ordinal)
            || html.Contains("<p>", StringComparison.OrdinalIgnoreCase)
            || html.Contains("<p ", StringComparison.OrdinalIgnoreCase)
        )
            return html;
        var whole = new StringBuilder(html.Length + 64);
        foreach (var part in html.ReplaceLineEndings("\n").Split("\n\n"))
        {
            var block = part.Trim();
            if (block.Length == 0)
                continue;
            if (Block().IsMatch(block))
                whole.Append(block);
            else
                whole
                    .Append("<p>")
                    .Append(block.Replace("\n", "<br>", StringComparison.Ordinal))
                    .Append("</p>");
        }
        return whole.ToString();
    }

    // WordPress's own; a plugin's are its words as far as anybody can tell.
    [GeneratedRegex(
        @"\[/?(caption|gallery|embed|audio|video|playlist)(\s[^\]]*)?\]",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shortcodes();

    [GeneratedRegex(
        @"^</?(address|article|aside|blockquote|div|dl|figure|h[1-6]|hr|iframe|ol|pre|section|table|ul)\b",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Block();
}
