using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Html;

/// <summary>Makes HTML from outside harmless: an allow-list, parsed as browsers parse.</summary>
public static class HtmlCleaner
{
    private const int Attempts = 4;

    // A parser writes to its browsing context, so each thread has its own.
    [ThreadStatic]
    private static Parser? _parser;

    /// <summary>
    /// Sanitised HTML with absolute URLs: no script, style, form or active address, and a parser reads in it
    /// what is written. Relative addresses are dropped where <paramref name="baseUrl"/> is null.
    /// </summary>
    /// <exception cref="HtmlTooComplexException">
    /// Over 1 Mi characters, 20,000 tags or 512 levels.
    /// </exception>
    public static string Clean(string html, Uri? baseUrl)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (HtmlCharacters.IsPlain(html))
        {
            return html;
        }

        HtmlLimits.Check(html);
        var cleaned = CleanOnce(html, baseUrl, out var needsCheck);
        for (var i = 0; needsCheck && i < Attempts; i++)
        {
            HtmlLimits.Check(cleaned);
            var again = CleanOnce(cleaned, baseUrl, out _);
            if (again == cleaned)
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
        return PlainText.Of(html);
    }

    private static string CleanOnce(string html, Uri? baseUrl, out bool needsCheck)
    {
        var output = new CleanHtml(baseUrl, html.Length);
        output.Write((_parser ??= new Parser()).Parse(html));
        needsCheck = output.NeedsCheck;
        return output.ToString();
    }

    private sealed class Parser
    {
        private readonly HtmlParser _html = new(
            new HtmlParserOptions
            {
                // Above our own limit, so that what is deeper shows itself and costs little.
                MaximumDepth = HtmlLimits.Depth + 16,
                DisableElementPositionTracking = true,
                SkipComments = true,
                SkipProcessingInstructions = true,
                SkipScriptText = true,
            }
        );

        private readonly IElement _body;

        public Parser() => _body = _html.ParseDocument("<!DOCTYPE html><body>").Body!;

        public INodeList Parse(string html) => _html.ParseFragment(html, _body);
    }
}
