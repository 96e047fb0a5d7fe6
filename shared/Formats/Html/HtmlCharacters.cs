using System.Buffers;
using System.Text;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Html;

/// <summary>Which characters of HTML go on, and how they are written.</summary>
internal static class HtmlCharacters
{
    // Controls, and what turns text round so that a reader sees other words than are there (U+202A–E, U+2066–9).
    // ZWJ and ZWNJ stay: Bengali is spelt with them.
    private const string Unwanted =
        XmlCharacters.ForbiddenControls
        + "\u007f\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f"
        + "\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e\u009f"
        + "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff";

    private static readonly SearchValues<char> Dropped = SearchValues.Create(Unwanted);
    private static readonly SearchValues<char> InText = SearchValues.Create("<>&\r\u00a0" + Unwanted);
    private static readonly SearchValues<char> InAttribute = SearchValues.Create("<>&\"\r\u00a0" + Unwanted);

    /// <summary>Whether the text is HTML that no parser would change, and shows itself.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.ContainsAny(InText) && text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    public static bool IsDropped(ReadOnlySpan<char> text, int index) =>
        Dropped.Contains(text[index]) || XmlCharacters.IsLoneSurrogate(text, index);

    /// <summary>The text without unwanted characters; the same string where there are none.</summary>
    public static string Keep(string text)
    {
        if (!text.AsSpan().ContainsAny(Dropped) && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsDropped(text, i))
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    /// <summary>Appends text or an attribute's value, as browsers serialise them (HTML §13.3).</summary>
    public static void AppendEscaped(HtmlOutput output, string text, bool inAttribute)
    {
        var rest = text.AsSpan();
        if (rest.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            rest = Keep(text); // lone surrogates go
        }

        var special = inAttribute ? InAttribute : InText;
        for (var next = rest.IndexOfAny(special); next >= 0; next = rest.IndexOfAny(special))
        {
            output.Append(rest[..next]);
            Append(output, rest[next], rest[(next + 1)..]);
            rest = rest[(next + 1)..];
        }

        output.Append(rest);
    }

    private static void Append(HtmlOutput output, char c, ReadOnlySpan<char> after)
    {
        _ = c switch
        {
            '&' => output.Append("&amp;"),
            '<' => output.Append("&lt;"),
            '>' => output.Append("&gt;"),
            '"' => output.Append("&quot;"),
            '\u00a0' => output.Append("&nbsp;"),
            // A parser would take it for a line feed.
            '\r' when after is not ['\n', ..] => output.Append('\n'),
            _ => output,
        };
    }
}
