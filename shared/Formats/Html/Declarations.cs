using System.Text;

namespace Syndication.Formats.Html;

/// <summary>
/// Comments and declarations that never end hide all that follows from a parser. What follows was meant to be read:
/// such a comment ends with its first tag's end, and a <c>&lt;!</c> that begins nothing is text.
/// </summary>
internal static class Declarations
{
    /// <summary>The same text with every declaration closed.</summary>
    public static string Settle(string html)
    {
        var next = html.IndexOf("<!", StringComparison.Ordinal);
        if (next < 0)
        {
            return html;
        }

        var lastEnd = html.LastIndexOf("-->", StringComparison.Ordinal);
        var lastOddEnd = html.LastIndexOf("--!>", StringComparison.Ordinal);
        var lastTag = html.LastIndexOf('>');
        StringBuilder? settled = null;
        var taken = 0;
        for (; next >= 0; next = html.IndexOf("<!", Math.Max(next + 2, taken), StringComparison.Ordinal))
        {
            var replacement = Replacement(
                html.AsSpan(next),
                Math.Max(lastEnd, lastOddEnd) < next + 2,
                lastTag < next
            );
            if (replacement is not null)
            {
                settled ??= new StringBuilder(html.Length + 16);
                settled.Append(html, taken, next - taken).Append(replacement.Value.Text);
                taken = next + replacement.Value.Length;
            }
        }

        return settled?.Append(html, taken, html.Length - taken).ToString() ?? html;
    }

    private static (string Text, int Length)? Replacement(
        ReadOnlySpan<char> rest,
        bool endless,
        bool noTagEnd
    ) =>
        rest switch
        {
            ['<', '!', '-', '-', ..] when endless => noTagEnd ? ("", rest.Length) : ("<! ", 4),
            ['<', '!', '-', '-', ..] => null,
            ['<', '!', var c, ..] when !noTagEnd && (char.IsAsciiLetter(c) || c is '[' or '>') => null,
            _ => ("&lt;!", 2),
        };
}
