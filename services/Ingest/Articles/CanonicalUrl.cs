using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Syndication.Hosting.Outbound;

namespace Syndication.Ingest.Articles;

/// <summary>
/// One spelling for all addresses of one page: without scheme (http and https are twins), default port, last slash, a last
/// <c>index.html</c>, fragment (but not <c>#!</c>), trackers, and what makes it the page's AMP form; percent-encoding in one
/// case, parameters in one order. <c>www.</c> stays: it is another host, and need not show the same.
/// </summary>
internal static class CanonicalUrl
{
    private static readonly FrozenSet<string> Trackers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            // What advertisers' networks add to each click.
            "fbclid",
            "gclid",
            "gclsrc",
            "gbraid",
            "wbraid",
            "dclid",
            "gad_source",
            "gad_campaignid",
            "msclkid",
            "yclid",
            "ysclid",
            "twclid",
            "ttclid",
            "li_fat_id",
            "igshid",
            "igsh",
            "_openstat",
            // What analytics and newsletters add.
            "_ga",
            "_gl",
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "mkt_tok",
            "vero_id",
            "oly_enc_id",
            "oly_anon_id",
            "wt_mc",
            "ocid",
            "cmpid",
            "__twitter_impression",
            "fb_source",
            "fb_action_ids",
            "fb_action_types",
        ]
    );

    // at_: AT Internet; pk_, piwik_, mtm_: Matomo; hsa_: HubSpot.
    private static readonly string[] TrackerFamilies = ["utm_", "at_", "pk_", "piwik_", "mtm_", "hsa_"];

    private static readonly FrozenSet<string> IndexPages = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["index.html", "index.htm", "index.php", "default.aspx"]
    );

    public static string Of(Uri url) => WithoutFragment(url) + HashBang(url);

    /// <summary>The same with its fragment: a guid's may be all that tells two posts of a live page apart.</summary>
    public static string WithFragment(Uri url) => WithoutFragment(url) + url.Fragment;

    public static bool IsFrontPage(Uri url) => PathOf(url).Length == 0 && QueryOf(url).Length == 0;

    /// <summary>False for what is no http or https address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && WebUrl.HasHost(url);

    private static string WithoutFragment(Uri url)
    {
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        return $"{url.IdnHost.TrimEnd('.')}{port}{PathOf(url)}?{QueryOf(url)}";
    }

    // Pages of old single-page sites differ in nothing else.
    private static string HashBang(Uri url) =>
        url.Fragment.StartsWith("#!", StringComparison.Ordinal) ? url.Fragment : "";

    private static string PathOf(Uri url)
    {
        var path = PlainEscapes(url.AbsolutePath).TrimEnd('/');
        var last = path.LastIndexOf('/');
        if (last >= 0 && IndexPages.Contains(path[(last + 1)..]))
            path = path[..last].TrimEnd('/');
        // Not where it is all there is: an article may be called so.
        return path.EndsWith("/amp", StringComparison.OrdinalIgnoreCase) && path.LastIndexOf('/') > 0
            ? path[..^4]
            : path;
    }

    private static string QueryOf(Uri url) =>
        string.Join(
            '&',
            PlainEscapes(url.Query)
                .TrimStart('?')
                .Split('&')
                .Where(pair => pair.Length > 0 && !SaysNothing(pair))
                .Order(StringComparer.Ordinal)
        );

    private static bool SaysNothing(string pair)
    {
        var cut = pair.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = cut < 0 ? (pair, "") : (pair[..cut], pair[(cut + 1)..]);
        return Trackers.Contains(name)
            || Array.Exists(TrackerFamilies, f => name.StartsWith(f, StringComparison.OrdinalIgnoreCase))
            || (
                name.Equals("amp", StringComparison.OrdinalIgnoreCase)
                && value is "" or "1"
                && name.Length == 3
            )
            // Where a reader came from; with a digit in it, it may as well be the article's number.
            || (name.Equals("ref", StringComparison.OrdinalIgnoreCase) && !value.Any(char.IsDigit));
    }

    // RFC 3986 §6.2.2: %e0 and %E0 are one byte, and what need not be escaped may as well not be.
    private static string PlainEscapes(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 2 >= text.Length || !IsHex(text[i + 1]) || !IsHex(text[i + 2]))
            {
                plain.Append(text[i]);
                continue;
            }
            var letter = (char)Convert.ToByte(text.Substring(i + 1, 2), 16);
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~')
                plain.Append(letter);
            else
                plain
                    .Append('%')
                    .Append(char.ToUpperInvariant(text[i + 1]))
                    .Append(char.ToUpperInvariant(text[i + 2]));
            i += 2;
        }
        return plain.ToString();
    }

    private static bool IsHex(char letter) => char.IsAsciiHexDigit(letter);
}
