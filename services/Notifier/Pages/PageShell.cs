using System.Text;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;
using Syndication.Web;

namespace Syndication.Notifier.Pages;

/// <summary>What all pages have around them, and the headers that they leave with.</summary>
internal sealed class PageShell(IOptions<PublicationOptions> publication)
{
    // Pictures of stories lie where the newsroom keeps them; everything else comes from here.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public PublicationOptions Publication => publication.Value;

    public PageWords Words(HttpRequest request) =>
        PageWords.For(request.Query["lang"].ToString(), Publication.Language);

    /// <summary>
    /// What an address of ours needs after <paramref name="separator"/> so that whoever follows it stays in their language;
    /// nothing where that is the publication's.
    /// </summary>
    public string Language(HttpRequest request, string separator)
    {
        var words = Words(request);
        return words == PageWords.For(null, Publication.Language) ? "" : $"{separator}lang={words.Code}";
    }

    /// <summary>A whole page.</summary>
    public IResult Page(HttpContext context, Page page, int status = StatusCodes.Status200OK)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = page.Caching;
        SetGuards(headers);
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Text(Write(page), "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    public static void SetGuards(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
    }

    private string Write(Page page)
    {
        var words = page.Words;
        var html = new HtmlText();
        html.Add(
            $"<!DOCTYPE html>\n<html lang=\"{words.Code}\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n"
        );
        html.Add($"<title>{page.Title} – {Publication.Title}</title>\n");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Add($"<meta name=\"color-scheme\" content=\"light dark\">\n");
        if (!page.IsIndexed)
            html.Add($"<meta name=\"robots\" content=\"noindex\">\n");
        html.Add($"<link rel=\"stylesheet\" href=\"/alerts/page.css\">\n");
        html.Add(
            $"<link rel=\"icon\" type=\"image/png\" href=\"/alerts/icon-192.png\">\n{page.Head}</head>\n<body>\n"
        );
        html.Add(
            $"<a class=\"skip\" href=\"#main\">{words.Skip}</a>\n<header class=\"top\"><div class=\"wrap\">"
        );
        html.Add(
            $"<a class=\"name\" href=\"{Publication.SiteUrl}\" lang=\"{Publication.Language}\">{Publication.Title}</a>"
        );
        if (page.Other is { } query)
            html.Add(
                $"<a href=\"?{query}lang={words.OtherCode}\" lang=\"{words.OtherCode}\" hreflang=\"{words.OtherCode}\">{words.OtherName}</a>"
            );
        html.Add($"</div></header>\n<main class=\"wrap\" id=\"main\">\n{page.Body}</main>\n");
        html.Add(
            $"<footer class=\"wrap foot\" lang=\"{Publication.Language}\">{Publication.Copyright ?? Publication.Title}</footer>\n</body>\n</html>\n"
        );
        return html.ToString();
    }
}

/// <summary>What is in a page.</summary>
internal sealed record Page
{
    public required PageWords Words { get; init; }
    public required string Title { get; init; }
    public required HtmlText Body { get; init; }
    public HtmlText? Head { get; init; }
    public string Caching { get; init; } = "no-store";
    public bool IsIndexed { get; init; }

    /// <summary>
    /// The same in the other language is one link away, to this query before <c>lang</c>; null where there is no such link.
    /// </summary>
    public string? Other { get; init; }
}
