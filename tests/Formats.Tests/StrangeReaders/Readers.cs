using Syndication.Testing.Processes;

namespace Syndication.Formats.Tests.StrangeReaders;

/// <summary>
/// The readers asked. None of Debian's reads JSON Feed: feedparser does from 6.1 on, newsboat from 2.22, and Debian 12
/// has 6.0.10 and 2.21.
/// </summary>
internal static class Readers
{
    private static readonly string Folder = Path.Combine(
        AppContext.BaseDirectory,
        "StrangeReaders",
        "Programs"
    );

    public static StrangeReader Of(string name, FeedFormat format)
    {
        var atom = format == FeedFormat.Atom;
        return name switch
        {
            "feedparser" => FeedParser(atom),
            "XML::Feed" => XmlFeed(atom),
            "Ruby rss" => RubyRss(atom),
            "newsboat" => Newsboat(),
            "Mono" => Mono(atom),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    private static StrangeReader FeedParser(bool atom) =>
        new("python3-feedparser", "/usr/bin/python3", Script("python_feedparser.py"))
        {
            Feed = Words(
                "title link self hubs description language rights generator updated image authors categories "
                    + (atom ? "id icon" : "ttl")
            ),
            Entry = Words(
                "id title link published updated authors contributors categories enclosures summary content media "
                    + "comments rights source"
            ),
        };

    // In RSS it takes a description that stands alone for the content.
    private static StrangeReader XmlFeed(bool atom) =>
        new("libxml-feed-perl", "/usr/bin/perl", Script("perl_xml_feed.pl"))
        {
            Feed = Words(
                "title link description language rights generator " + (atom ? "updated author" : "")
            ),
            Entry = Words(
                "id title link published updated author categories enclosures text "
                    + (atom ? "summary content" : "")
            ),
        };

    private static StrangeReader RubyRss(bool atom) =>
        new("ruby-rss", "/usr/bin/ruby", Script("ruby_rss.rb"))
        {
            Feed = Words(
                "title link description language rights generator updated image authors categories "
                    + (atom ? "id self hubs icon" : "ttl")
            ),
            Entry = Words(
                "id title link published updated authors contributors categories enclosures summary content comments "
                    + "language rights source"
            ),
        };

    // It keeps one text of an entry, the fullest; of RSS's authors, and of what can be played, the last.
    private static StrangeReader Newsboat() =>
        new("newsboat", "/usr/bin/python3", Script("newsboat.py"))
        {
            Feed = Words("title link"),
            Entry = Words("id title link byline shown text playable playableType"),
        };

    private static StrangeReader Mono(bool atom) =>
        new("mono-runtime", "/usr/bin/mono", CompileAsync)
        {
            Feed = Words(
                "title link self hubs description language rights generator updated image authors categories "
                    + (atom ? "id" : "")
            ),
            Entry = Words(
                "id title link published updated authors contributors categories enclosures summary content comments "
                    + "rights source"
            ),
        };

    private static Func<CancellationToken, Task<string>> Script(string name) =>
        _ => Task.FromResult(Path.Combine(Folder, name));

    private static async Task<string> CompileAsync(CancellationToken ct)
    {
        var program = Path.Combine(
            Directory.CreateTempSubdirectory("strange-reader-").FullName,
            "reader.exe"
        );
        var mcs = Command.Find("mono-mcs libmono-system-servicemodel4.0a-cil", "/usr/bin/mcs");
        string[] references = ["-r:System.ServiceModel", "-r:System.Runtime.Serialization"];
        string[] files = [$"-out:{program}", Path.Combine(Folder, "MonoServiceModel.cs")];
        await Command.RunAsync(mcs, ["-nologo", .. references, .. files], ct);
        return program;
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
