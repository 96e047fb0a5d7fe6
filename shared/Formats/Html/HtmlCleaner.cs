using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Html;

/// <summary>Makes HTML from outside harmless: an allow-list, parsed as browsers parse.</summary>
public static class HtmlCleaner
{
    private const int Attempts = 4;

    // What a parser costs before it reads anything.
    private const int OfAnyText = 120;

    // A parser writes to its browsing context, so each thread has its own.
    [ThreadStatic]
    private static BoundedParser? _parser;

    [ThreadStatic]
    private static HtmlOutput? _output;

    /// <summary>
    /// Sanitised HTML with absolute URLs: no script, style, form or active address, and a parser reads in it
    /// what is written. Relative addresses are dropped where <paramref name="baseUrl"/> is null.
    /// </summary>
    /// <exception cref="HtmlTooComplexException">
    /// Over 1 Mi characters, 20,000 tags or 512 levels.
    /// </exception>
    public static string Clean(string html, Uri? baseUrl) => Clean(html, baseUrl, budget: null);

    /// <summary>The same for one of many texts of a document.</summary>
    /// <param name="html">HTML as it came.</param>
    /// <param name="baseUrl">What relative addresses are counted from.</param>
    /// <param name="budget">What is left for the document; null for no limit but the text's own.</param>
    /// <exception cref="HtmlTooComplexException">
    /// Over 1 Mi characters, 20,000 tags or 512 levels, or over the budget.
    /// </exception>
    public static string Clean(string html, Uri? baseUrl, HtmlBudget? budget)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (HtmlCharacters.IsPlain(html))
        {
            return html;
        }

        var cleaned = CleanOnce(
            SelfClosed.Close(Declarations.Settle(Mojibake.Mend(html))),
            baseUrl,
            budget,
            out var needsCheck
        );
        for (var i = 0; needsCheck && i < Attempts; i++)
        {
            var again = CleanOnce(cleaned, baseUrl, budget, out _);
            if (ReferenceEquals(again, cleaned))
            {
                return cleaned;
            }

            cleaned = again;
        }

        // What never comes to rest is an attack on parsers, and shown as words.
        return needsCheck ? Words.AsHtml(PlainText.Of(html)) : cleaned;
    }

    /// <summary>
    /// Plain text: markup removed, entities resolved once, runs of blanks made one, what scripts and styles
    /// contain left out.
    /// </summary>
    public static string ToPlainText(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return PlainText.Of(Mojibake.Mend(html));
    }

    /// <summary>
    /// The first words as plain text in one line: cut between words, and within a word that is longer than all of it only
    /// where no conjunct is split; a cut is shown by an ellipsis.
    /// </summary>
    /// <param name="html">Cleaned HTML.</param>
    /// <param name="most">UTF-16 units before the ellipsis.</param>
    /// <returns>Null where there are no words.</returns>
    public static string? Excerpt(string? html, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return html is null
            ? null
            : Documents.Excerpt.Of(Mojibake.Mend(html), Math.Min(most, Documents.Excerpt.Everything));
    }

    /// <summary>Plain text as HTML that shows it as it is.</summary>
    public static string FromPlainText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Words.AsHtml(text);
    }

    /// <summary>
    /// Plain text that stays harmless where a program takes it for HTML: the <c>&lt;</c> of what would be a tag is
    /// written <c>&amp;lt;</c>, all else as it is.
    /// </summary>
    public static string Inert(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PlainText.Inert(text);
    }

    // The very same string where there was nothing to clean.
    private static string CleanOnce(string html, Uri? baseUrl, HtmlBudget? budget, out bool needsCheck)
    {
        var tags = HtmlLimits.Check(html);
        budget?.Take(OfAnyText + (html.Length / 8) + (tags * 50L));
        var parser = _parser ??= new BoundedParser();
        var output = _output ??= new HtmlOutput();
        output.Clear();
        var clean = new CleanHtml(baseUrl, output, parser.Parse);
        clean.Write(parser.Parse(html));
        needsCheck = clean.NeedsCheck;
        budget?.Take((tags * (long)clean.Depth / 8) + (Math.Max(0, output.Length - html.Length) / 4));
        return output.Is(html) ? html : output.ToString();
    }
}
