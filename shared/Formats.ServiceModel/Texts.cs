using System.Net;
using System.ServiceModel.Syndication;
using Syndication.Formats.Html;

namespace Syndication.Formats.ServiceModel;

/// <summary>Their texts as we keep them: plain, or cleaned HTML.</summary>
internal static class Texts
{
    public static string? Plain(TextSyndicationContent? content) =>
        content?.Text is not { } text ? null
        : IsHtml(content) ? Some(HtmlCleaner.ToPlainText(text))
        : Some(text.Trim());

    public static string? Html(TextSyndicationContent? content, Uri? baseUrl) =>
        content?.Text is not { } text ? null
        : IsHtml(content) ? Clean(text, baseUrl)
        : Clean(WebUtility.HtmlEncode(text), baseUrl);

    public static string? Clean(string? html, Uri? baseUrl)
    {
        try
        {
            return html is null ? null : Some(HtmlCleaner.Clean(html, baseUrl));
        }
        catch (HtmlTooComplexException)
        {
            return null;
        }
    }

    // Their RSS reader calls every text plain.
    private static bool IsHtml(TextSyndicationContent content) =>
        content.Type is "html" or "xhtml" || HtmlLooks.IsHtml(content.Text);

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
