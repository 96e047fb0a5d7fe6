namespace Syndication.Formats.Html;

/// <summary>
/// HTML at which AngleSharp's tokenizer calls itself once more for every piece, until the process dies of its stack:
/// <c>--!</c> within a comment, and <c>&lt;/&gt;</c>. Ask before any text from outside is parsed.
/// </summary>
public static class TokenizerHazard
{
    /// <summary>As many as are let pass; no honest text has a dozen.</summary>
    public const int Most = 200;

    public static bool IsIn(ReadOnlySpan<char> html) => html.Count("--!") > Most || html.Count("</>") > Most;
}
