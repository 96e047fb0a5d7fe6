using Syndication.Formats;
using Syndication.Hosting.Outbound;

namespace Syndication.Ingest.WebSub;

/// <summary>What an answer says of hubs (WebSub §4): headers first, then the document.</summary>
/// <param name="Hubs">In the order in which they are to be tried; none where the source has no hub.</param>
/// <param name="Topic">What to subscribe to, to the byte as it was told.</param>
internal sealed record HubOffer(IReadOnlyList<string> Hubs, string Topic)
{
    // Each is asked in its turn; nobody has more in earnest.
    private const int MostHubs = 3;

    // A Bengali letter is nine characters of an address.
    private const int Longest = 4096;

    /// <summary>Null where nothing can be said of it: an answer without a document whose headers do not tell both.</summary>
    /// <param name="source">The address asked.</param>
    /// <param name="answer">The whole answer.</param>
    /// <param name="feed">What its body says; null where it was not read, because it is the same as before.</param>
    public static HubOffer? Of(string source, OutboundAnswer answer, Feed? feed)
    {
        var links = LinkHeader.Parse(answer.Header("Link"));
        var hubs = Addresses(links.Where(l => Is(l, "hub")).Select(l => l.Target), answer.FinalUrl);
        var self = links.FirstOrDefault(l => Is(l, "self"))?.Target;
        if (feed is null && (hubs.Count == 0 || self is null))
            return null;
        if (hubs.Count == 0)
            hubs = Addresses(feed!.Hubs, answer.FinalUrl);
        var asked = new Uri(source);
        var topic = OwnTopic(self, asked, answer.FinalUrl) ?? OwnTopic(feed?.Self, asked, answer.FinalUrl);
        return new(hubs, topic ?? answer.PermanentUrl?.AbsoluteUri ?? source);
    }

    private static bool Is(HeaderLink link, string relation) =>
        link.Relations.Contains(relation, StringComparer.OrdinalIgnoreCase);

    private static List<string> Addresses(IEnumerable<string> told, Uri answered) =>
        [
            .. told.Select(t => Web(t, answered)?.AbsoluteUri)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Take(MostHubs),
        ];

    // A feed that names another site's topic would have us publish, in this source's name, what the newsroom has never
    // chosen. Such a word is not heeded: the address that is polled is the topic then.
    private static string? OwnTopic(string? told, Uri asked, Uri answered)
    {
        var isOwn =
            told is not null
            && Web(told, answered) is { } topic
            && (topic.Authority == asked.Authority || topic.Authority == answered.Authority);
        if (!isOwn)
            return null;
        return Uri.TryCreate(told, UriKind.Absolute, out var url) && IsWeb(url)
            ? told!.Trim()
            : new Uri(answered, told).AbsoluteUri;
    }

    private static Uri? Web(string told, Uri answered) =>
        told.Length is > 0 and <= Longest
        && Uri.TryCreate(answered, told, out var url)
        && IsWeb(url)
        && url.UserInfo.Length == 0
        && url.AbsoluteUri.Length <= Longest
            ? url
            : null;

    private static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
