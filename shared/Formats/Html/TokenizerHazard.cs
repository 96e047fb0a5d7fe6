using System.Buffers;

namespace Syndication.Formats.Html;

/// <summary>
/// HTML at which AngleSharp calls itself once more for every piece, until the process dies of its stack (<c>--!</c>
/// within a comment, <c>&lt;/&gt;</c>, a <c>&lt;pre&gt;</c> right behind another), or takes the square of the time
/// (<c>&lt;base&gt;</c>, <c>&lt;isindex&gt;</c>, radio buttons). Ask before any text from outside is parsed.
/// </summary>
public static class TokenizerHazard
{
    /// <summary>As many as are let pass; no honest text has a dozen.</summary>
    public const int Most = 200;

    /// <summary>Preformatted texts, one right in the other; each takes some 3 KiB of the stack.</summary>
    public const int MostInARow = 32;

    // Fields of forms; a page of the public's questions may have hundreds.
    private const int MostFields = 1000;

    // Characters of a tag that is looked at.
    private const int LongestTag = 1024;

    private static readonly SearchValues<string> Costly = SearchValues.Create(
        ["<base", "<isindex"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> Fields = SearchValues.Create(
        ["<input"],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> Preformatted = SearchValues.Create(
        ["<pre", "<listing"],
        StringComparison.OrdinalIgnoreCase
    );

    public static bool IsIn(ReadOnlySpan<char> html) =>
        html.Count("--!") > Most
        || html.Count('<') > MostInARow
            && (
                html.Count("</>") > Most
                || IsOften(html, Costly, Most)
                || IsOften(html, Fields, MostFields)
                || IsInARow(html)
            );

    private static bool IsOften(ReadOnlySpan<char> html, SearchValues<string> words, int most)
    {
        var count = 0;
        for (var next = html.IndexOfAny(words); next >= 0 && count <= most; next = html.IndexOfAny(words))
        {
            html = html[(next + 1)..];
            count++;
        }

        return count > most;
    }

    // From each anew: one that only looks like a tag, in another's attribute, must not hide what follows.
    private static bool IsInARow(ReadOnlySpan<char> html)
    {
        if (!IsOften(html, Preformatted, MostInARow))
        {
            return false;
        }

        var count = 0;
        for (var next = html.IndexOfAny(Preformatted); next >= 0; next = html.IndexOfAny(Preformatted))
        {
            html = html[next..];
            var rest = html;
            for (count = 0; count <= MostInARow && IsPreformatted(rest); count++)
            {
                var tag = rest[..Math.Min(rest.Length, LongestTag)];
                rest = tag.Contains('>') ? rest[HtmlTag.Length(tag)..] : default;
            }

            if (count > MostInARow)
            {
                return true;
            }

            html = html[1..];
        }

        return false;
    }

    private static bool IsPreformatted(ReadOnlySpan<char> text) =>
        text.StartsWith("<pre", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<listing", StringComparison.OrdinalIgnoreCase);
}
