using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Documents;
using Syndication.Formats;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Directories;

/// <summary>What all pages have around them, and the pieces that they share.</summary>
internal sealed class PageFrame(IOptions<PublicationOptions> publication, PublicAddress address)
{
    public const string ContentType = "text/html; charset=utf-8";

    private TimeZoneInfo? _zone;

    public PublicationOptions Publication => publication.Value;
    public PageWords Words => PageWords.For(Publication.Language);

    public byte[] Write(PageHead head, HtmlText body)
    {
        var html = new HtmlText();
        html.Add($"<!DOCTYPE html>\n<html lang=\"{Publication.Language}\">\n<head>\n");
        WriteHead(html, head);
        html.Add($"</head>\n<body>\n<a class=\"skip\" href=\"#news\">{Words.Skip}</a>\n");
        html.Add(
            $"<header class=\"top\"><div class=\"wrap\"><a class=\"name\" href=\"/\">{Publication.Title}</a><nav>"
        );
        html.Add($"<a href=\"/\">{Words.Feeds}</a><a href=\"/alerts\">{Words.Alerts}</a>");
        html.Add($"<a href=\"{Publication.SiteUrl}\">{Words.Site}</a></nav></div></header>\n");
        html.Add($"<main class=\"wrap\">\n{body}</main>\n<footer class=\"foot\"><div class=\"wrap\">");
        html.Add($"{Publication.Copyright ?? Publication.Title}</div></footer>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    /// <summary>The feed's address as it is subscribed to.</summary>
    public string Address(FeedKey key) => address.Origin + key.Path;

    /// <summary>The page that shows a feed to people: its address without a format.</summary>
    public static string PagePath(FeedKey key)
    {
        var path = key.Path;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var end = query < 0 ? path.Length : query;
        return string.Concat(path.AsSpan(0, end - key.Format.Extension.Length - 1), path.AsSpan(end));
    }

    /// <summary>The page of a set; its feed where the page's address would be read as another.</summary>
    public static string PagePath(string selector)
    {
        var path = $"/feeds/{FeedKey.PathOf(selector)}";
        // RFC 3986 §5.2.4: browsers take dots for folders; and "package.json" would be a tag "package" as JSON.
        var isOther =
            path.EndsWith("/.", StringComparison.Ordinal)
            || path.EndsWith("/..", StringComparison.Ordinal)
            || FeedFormat.All.Any(f => path.EndsWith($".{f.Extension}", StringComparison.Ordinal));
        return isOther ? $"{path}.{FeedFormat.Rss.Extension}" : path;
    }

    /// <summary>The feed in each format with its address, to be copied.</summary>
    public HtmlText Addresses(FeedKey key)
    {
        var html = new HtmlText();
        html.Add($"<ul class=\"formats\">\n");
        foreach (var format in FeedFormat.All)
        {
            var url = Address(key with { Format = format });
            // A line may end before the feed's own name; who copies it gets it in one piece.
            var name = url.LastIndexOf('/') + 1;
            html.Add($"<li><a href=\"{url}\" type=\"{TypeOf(format)}\">{NameOf(format)}</a> ");
            html.Add($"<code>{url[..name]}<wbr>{url[name..]}</code></li>\n");
        }
        html.Add($"</ul>\n<p class=\"hint\">{Words.HowTo}</p>\n");
        return html;
    }

    public HtmlText Time(DateTimeOffset instant)
    {
        var html = new HtmlText();
        _zone ??= Publication.Zone();
        var text = PageDate.Of(instant, _zone, PageWords.IsBengali(Publication.Language));
        html.Add($"<time datetime=\"{PageDate.Stamp(instant, _zone)}\">{text}</time>");
        return html;
    }

    public static string NameOf(FeedFormat format) =>
        format == FeedFormat.Rss ? "RSS"
        : format == FeedFormat.Atom ? "Atom"
        : "JSON";

    public static string TypeOf(FeedFormat format) => format.ContentType.Split(';')[0];

    /// <summary>Where a link may lead: to the web, and nowhere else.</summary>
    public static string? Web(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;

    private void WriteHead(HtmlText html, PageHead head)
    {
        var url = head.Path is { } path ? address.Origin + path : null;
        html.Add($"<meta charset=\"utf-8\">\n<title>{head.Title}</title>\n");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Add($"<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Add($"<meta name=\"description\" content=\"{head.Description}\">\n");
        if (!head.IsIndexed)
            html.Add($"<meta name=\"robots\" content=\"noindex, follow\">\n");
        html.Add($"<link rel=\"icon\" href=\"data:,\">\n");
        if (url is not null)
            html.Add(
                $"<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:url\" content=\"{url}\">\n"
            );
        foreach (var (title, key) in head.Feeds)
        foreach (var format in FeedFormat.All)
            html.Add(
                $"<link rel=\"alternate\" type=\"{TypeOf(format)}\" title=\"{title} ({NameOf(format)})\" href=\"{Address(key with { Format = format })}\">\n"
            );
        html.Add($"<meta property=\"og:type\" content=\"website\">\n");
        html.Add($"<meta property=\"og:title\" content=\"{head.Title}\">\n");
        html.Add($"<meta property=\"og:description\" content=\"{head.Description}\">\n");
        html.Add($"<meta property=\"og:site_name\" content=\"{Publication.Title}\">\n");
        html.Add($"<meta property=\"og:locale\" content=\"{Locale(Publication.Language)}\">\n");
        if (Web(Publication.Logo) is { } logo)
            html.Add($"<meta property=\"og:image\" content=\"{logo}\">\n");
        html.Add($"<style>{Style}</style>\n");
    }

    private static readonly HtmlText Style = StyleText();

    private static HtmlText StyleText()
    {
        var html = new HtmlText();
        html.AddStyle(PageStyle.Css);
        return html;
    }

    // ogp.me: language_TERRITORY.
    private static string Locale(string language)
    {
        try
        {
            return CultureInfo.CreateSpecificCulture(language).Name.Replace('-', '_');
        }
        catch (CultureNotFoundException)
        {
            return language.Replace('-', '_');
        }
    }
}
