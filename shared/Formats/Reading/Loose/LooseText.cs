using System.Text;
using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading.Loose;

/// <summary>
/// Text as it was meant: references resolved, XML's five, the document's own plain ones and HTML's; others stay as
/// they are.
/// </summary>
internal sealed class LooseText(ProblemLog problems)
{
    /// <summary>What the document type declares.</summary>
    public OwnEntities Own { get; } = new();

    /// <summary>Resolves the references of a text or an attribute's value, once.</summary>
    /// <param name="text">As it stands in the document.</param>
    /// <param name="line">Where the text begins.</param>
    public string Decode(ReadOnlySpan<char> text, int line)
    {
        var next = text.IndexOf('&');
        if (next < 0)
        {
            return Tidy(text.ToString(), line);
        }

        var decoded = new StringBuilder(text.Length);
        for (; next >= 0; next = text.IndexOf('&'))
        {
            decoded.Append(text[..next]);
            text = text[next..];
            var taken = Reference(text, line, out var characters);
            decoded.Append(characters);
            text = text[taken..];
        }

        return Tidy(decoded.Append(text).ToString(), line);
    }

    /// <summary>Without what XML forbids, and with line ends as XML has them (§2.11).</summary>
    public string Tidy(string text, int line)
    {
        var kept = XmlCharacters.Keep(text);
        if (kept.Length < text.Length)
        {
            problems.Add("control-character", "Characters that XML forbids were left out.", line);
        }

        return kept.Contains('\r', StringComparison.Ordinal) ? kept.ReplaceLineEndings("\n") : kept;
    }

    private int Reference(ReadOnlySpan<char> text, int line, out ReadOnlySpan<char> characters)
    {
        // XML's own, which HTML does not know.
        if (text.StartsWith("&apos;", StringComparison.Ordinal))
        {
            characters = "'";
            return 6;
        }

        if (Own.Find(text) is { } own)
        {
            problems.Add("declared-entity", "An entity that the document declares was resolved.", line);
            characters = own;
            return text.IndexOf(';') + 1;
        }

        var taken = HtmlEntity.Read(text, out characters);
        // Without its semicolon a name is what the writer wrote: "?a=1&copy=2" is an address.
        if (taken > 1 && text[1] != '#' && text[taken - 1] != ';')
        {
            characters = "&";
            taken = 1;
        }

        Report(text[..taken], line);
        return taken;
    }

    private void Report(ReadOnlySpan<char> reference, int line)
    {
        if (reference.Length == 1)
        {
            problems.Add(
                "stray-ampersand",
                "An ampersand that begins no reference was taken as it stands.",
                line
            );
        }
        else if (
            reference[1] != '#'
            && reference is not ("&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;")
        )
        {
            problems.Add("undeclared-entity", $"{reference} is HTML's, and XML does not know it.", line);
        }
    }
}
