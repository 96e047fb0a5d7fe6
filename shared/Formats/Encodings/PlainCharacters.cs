using Syndication.Formats.Html;

namespace Syndication.Formats.Encodings;

/// <summary>
/// Which characters of a plain text (a title, a name) are shown, in every document and on every page: one place, so that all
/// agree. Controls, half surrogate pairs, what is no character and what turns text round (U+202A–E, U+2066–9) go; the C1
/// controls that windows-1252 left behind become the quotes and dashes that were meant. Joiners stay: Bengali is spelt
/// with them.
/// </summary>
public static class PlainCharacters
{
    /// <returns>The same string where there is nothing to mend.</returns>
    public static string Keep(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HtmlCharacters.Keep(Mojibake.Mend(text));
    }
}
