using System.Globalization;
using System.Net;
using Syndication.Notifier.Callbacks;

namespace Syndication.Notifier.WebSub;

/// <summary>What a reader asks of <c>/rsscloud/pleaseNotify</c> (rssCloud): a ping at its address when one of the feeds changes.</summary>
/// <param name="Callback">Where to ping.</param>
/// <param name="Topics">Absolute URLs, each once.</param>
/// <param name="HasDomain">It names a host of its own, which must show that it wants this; otherwise it is the caller's.</param>
internal sealed record CloudAsk(Callback Callback, IReadOnlyList<string> Topics, bool HasDomain)
{
    private const int MostTopics = 50;
    private const int LongestTopic = 1024;

    /// <returns>Null, and what is wrong.</returns>
    public static (CloudAsk? Ask, string Fault) Read(IFormCollection form, IPAddress caller, bool anywhere)
    {
        var protocol = form["protocol"].ToString();
        if (protocol is not ("http-post" or "https-post"))
            return (null, "protocol is 'http-post' or 'https-post'.");
        if (
            !int.TryParse(form["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65_535
        )
            return (null, "port is a number from 1 to 65535.");
        var path = form["path"].ToString();
        if (!path.StartsWith('/'))
            return (null, "path begins with '/'.");
        var domain = form["domain"].ToString();
        var host = domain.Length > 0 ? domain : HostOf(caller);
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
            return (null, "domain is no host.");
        var scheme = protocol == "https-post" || port == 443 ? "https" : "http";
        var url = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}{path}");
        if (!Callback.TryParse(url, anywhere, out var callback, out var fault))
            return (null, $"The address to notify {fault}.");
        var topics = TopicsOf(form);
        return topics.Count is 0 or > MostTopics || topics.Any(t => t.Length > LongestTopic)
            ? (null, $"url1, url2, … name 1 to {MostTopics} feeds.")
            : (new(callback, topics, domain.Length > 0), "");
    }

    private static List<string> TopicsOf(IFormCollection form) =>
        [
            .. form.Where(f => f.Key.StartsWith("url", StringComparison.Ordinal) && f.Key.Length > 3)
                .Where(f => f.Key.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0)
                .Select(f => f.Value.ToString())
                .Distinct(StringComparer.Ordinal),
        ];

    private static string HostOf(IPAddress caller) =>
        caller.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"[{caller}]"
            : caller.ToString();
}
