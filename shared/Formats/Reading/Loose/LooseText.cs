using System.Text;
using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Formats.Reading.Loose;

/// <summary>Text as it was meant: references resolved, XML's five and HTML's named ones; others stay as they are.</summary>
internal static class LooseText
{
    /// <summary>Resolves the references of a text or an attribute's value, once.</summary>
    /// <param name="text">As it stands in the document.</param>
    /// <param name="line">Where the text begins.</param>
    /// <param name="problems">Where repairs are told.</param>
    public static string Decode(ReadOnlySpan<char> text, int line, ProblemLog problems)
    {
        var next = text.IndexOf('&');
        if (next < 0)
        {
            return Tidy(text.ToString(), line, problems);
        }

        var decoded = new StringBuilder(text.Length);
        for (; next >= 0; next = text.IndexOf('&'))
        {
            decoded.Append(text[..next]);
            text = text[next..];
            var taken = Reference(text, out var characters);
            Report(text[..taken], line, problems);
            decoded.Append(characters);
            text = text[taken..];
        }

        return Tidy(decoded.Append(text).ToString(), line, problems);
    }

    /// <summary>Without what XML forbids, and with line ends as XML has them (§2.11).</summary>
    public static string Tidy(string text, int line, ProblemLog problems)
    {
        var kept = XmlCharacters.Keep(text);
        if (kept.Length < text.Length)
        {
            problems.Add("control-character", "Characters that XML forbids were left out.", line);
        }

        return kept.Contains('\r', StringComparison.Ordinal) ? kept.ReplaceLineEndings("\n") : kept;
    }

    private static int Reference(ReadOnlySpan<char> text, out ReadOnlySpan<char> characters)
    {
        // XML's own, which HTML does not know.
        if (text.StartsWith("&apos;", StringComparison.Ordinal))
        {
            characters = "'";
            return 6;
        }

        var taken = HtmlEntity.Read(text, out characters);
        // Without its semicolon a name is what the writer wrote: "?a=1&copy=2" is an address.
        if (taken > 1 && text[1] != '#' && text[taken - 1] != ';')
        {
            characters = "&";
            return 1;
        }

        return taken;
    }

    private static void Report(ReadOnlySpan<char> reference, int line, ProblemLog problems)
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
