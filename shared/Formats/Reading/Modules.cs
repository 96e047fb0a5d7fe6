using System.Collections.Frozen;

namespace Syndication.Formats.Reading;

/// <summary>Which vocabulary a namespace's address or, undeclared, a prefix stands for.</summary>
internal static class Modules
{
    // Addresses without scheme and end, in lower case: feeds vary in both.
    private static readonly FrozenDictionary<string, Module> ByAddress = new Dictionary<string, Module>
    {
        ["backend.userland.com/rss"] = Module.Rss,
        ["backend.userland.com/rss2"] = Module.Rss,
        ["backend.userland.com/rss091"] = Module.Rss,
        ["blogs.law.harvard.edu/tech/rss"] = Module.Rss,
        ["cyber.law.harvard.edu/rss"] = Module.Rss,
        ["purl.org/rss/1.0"] = Module.Rss,
        ["purl.org/net/rss1.1"] = Module.Rss,
        ["my.netscape.com/rdf/simple/0.9"] = Module.Rss,
        ["channel.netscape.com/rdf/simple/0.9"] = Module.Rss,
        ["my.netscape.com/publish/formats/rss-0.91.dtd"] = Module.Rss,
        // RSS 1.0's module for enclosures.
        ["purl.oclc.org/net/rss_2.0/enc"] = Module.Rss,
        ["www.w3.org/2005/atom"] = Module.Atom,
        ["purl.org/atom/ns"] = Module.Atom,
        ["purl.org/echo"] = Module.Atom,
        ["www.w3.org/1999/02/22-rdf-syntax-ns"] = Module.Rdf,
        ["www.w3.org/xml/1998/namespace"] = Module.Xml,
        ["www.w3.org/1999/xhtml"] = Module.Xhtml,
        ["purl.org/dc/elements/1.1"] = Module.DublinCore,
        ["purl.org/dc/elements/1.0"] = Module.DublinCore,
        ["purl.org/dc/terms"] = Module.Terms,
        ["purl.org/rss/1.0/modules/content"] = Module.Content,
        ["search.yahoo.com/mrss"] = Module.Media,
        ["tools.search.yahoo.com/mrss"] = Module.Media,
        ["www.rssboard.org/media-rss"] = Module.Media,
        ["www.itunes.com/dtds/podcast-1.0.dtd"] = Module.Itunes,
        ["example.com/dtds/podcast-1.0.dtd"] = Module.Itunes,
        ["purl.org/rss/1.0/modules/slash"] = Module.Slash,
        ["wellformedweb.org/commentapi"] = Module.CommentApi,
        ["backend.userland.com/creativecommonsrssmodule"] = Module.CreativeCommons,
        ["cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"] = Module.CreativeCommons,
        ["web.resource.org/cc"] = Module.CreativeCommons,
        ["creativecommons.org/ns"] = Module.CreativeCommons,
        ["rssnamespace.org/feedburner/ext/1.0"] = Module.FeedBurner,
        ["purl.org/syndication/history/1.0"] = Module.History,
        ["purl.org/atompub/tombstones/1.0"] = Module.Tombstones,
        ["webns.net/mvcb"] = Module.Admin,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Prefixes = new Dictionary<string, string>
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["atom10"] = "http://www.w3.org/2005/Atom",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xml"] = "http://www.w3.org/XML/1998/namespace",
        ["xhtml"] = "http://www.w3.org/1999/xhtml",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["slash"] = "http://purl.org/rss/1.0/modules/slash/",
        ["wfw"] = "http://wellformedweb.org/CommentAPI/",
        ["creativecommons"] = "http://backend.userland.com/creativeCommonsRssModule",
        ["cc"] = "http://web.resource.org/cc/",
        ["feedburner"] = "http://rssnamespace.org/feedburner/ext/1.0",
        ["fh"] = "http://purl.org/syndication/history/1.0",
        ["admin"] = "http://webns.net/mvcb/",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static Module Of(string address)
    {
        if (address.Length == 0)
        {
            return Module.Rss;
        }

        var key = address.AsSpan().Trim();
        var scheme = key.IndexOf("://");
        key = key[(scheme < 0 ? 0 : scheme + 3)..].TrimEnd("/#");
        return ByAddress.GetValueOrDefault(key.ToString().ToLowerInvariant());
    }

    /// <summary>The address that an undeclared prefix is always meant to have; null where there is none.</summary>
    public static string? AddressOf(string prefix) => Prefixes.GetValueOrDefault(prefix);
}
