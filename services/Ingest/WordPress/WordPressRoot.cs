using System.Text.RegularExpressions;
using Syndication.Hosting.Outbound;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.WordPress;

/// <summary>Finds a site's REST root: named in its address, in its headers, on its page, or where it mostly lies.</summary>
internal static partial class WordPressRoot
{
    private const int MostHtml = 512 << 10;

    /// <summary>The root, where the address itself tells it.</summary>
    public static Uri? In(Uri url)
    {
        var text = url.AbsoluteUri;
        var path = text.IndexOf("/wp-json", StringComparison.OrdinalIgnoreCase);
        if (path >= 0)
            return new(text[..path] + "/wp-json/");
        var plain = text.IndexOf("rest_route=", StringComparison.OrdinalIgnoreCase);
        return plain >= 0 ? new(text[..plain] + "rest_route=/") : null;
    }

    public static async Task<(Uri? Root, WordPressReading.Failed? Failure)> FindAsync(
        OutboundHttp http,
        TimeProvider time,
        Uri site,
        CancellationToken ct
    )
    {
        if (In(site) is { } told)
            return (told, null);
        switch (await http.SendAsync(new(site), ct))
        {
            case OutboundOutcome.Answered({ Status: System.Net.HttpStatusCode.OK } answer):
                return (Named(answer) ?? new(answer.FinalUrl, "/wp-json/"), null);
            case OutboundOutcome.Answered(var answer):
                return (
                    null,
                    new(
                        $"The site answered {answer.StatusText}.",
                        answer.Status,
                        answer.RetryAfter(time.GetUtcNow())
                    )
                );
            case OutboundOutcome.Failed(var reason):
                return (null, new(reason));
            default:
                return (null, new("The site did not answer."));
        }
    }

    private static Uri? Named(OutboundAnswer answer)
    {
        var header = answer.Header("Link") ?? "";
        var html = System.Text.Encoding.UTF8.GetString(
            answer.Body.Span[..Math.Min(answer.Body.Length, MostHtml)]
        );
        var href = First(HeaderLink(), header) ?? First(RelThenHref(), html) ?? First(HrefThenRel(), html);
        return PageUrl.Resolve(System.Net.WebUtility.HtmlDecode(href), answer.FinalUrl) is { } url
            ? new Uri(url)
            : null;
    }

    private static string? First(Regex shape, string text) =>
        shape.Match(text) is { Success: true } match ? match.Groups["url"].Value : null;

    [GeneratedRegex(
        """<(?<url>[^>]*)>\s*;[^,<]*\brel="?https://api\.w\.org/""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex HeaderLink();

    [GeneratedRegex(
        """<link\s[^>]*rel=["']https://api\.w\.org/["'][^>]*href=["'](?<url>[^"']*)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex RelThenHref();

    [GeneratedRegex(
        """<link\s[^>]*href=["'](?<url>[^"']*)["'][^>]*rel=["']https://api\.w\.org/["']""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex HrefThenRel();
}
