using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Syndication.Formats.Tests;
using Syndication.Testing.Processes;

namespace Syndication.Feeds.Tests.Load;

/// <summary>What the service really sends of generated publications: by the rules, and as readers that others wrote see it.</summary>
public sealed class ValidityTests : IAsyncLifetime
{
    private static readonly string[] Queries = ["", "?limit=200", "?content=summary", "?limit=1"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synd-validity-");
    private FeedsHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Feeds =>
        Publications
            .All.Select(p => p.Category)
            .Append("all")
            .SelectMany(c => Queries.Select(q => $"/feeds/{c}.*{q}"));

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        foreach (var (_, articles) in Publications.All)
        foreach (var article in articles)
            await _host.PublishAsync(article);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_feed_keeps_to_the_rules_and_the_formats_agree()
    {
        foreach (var feed in Feeds)
        {
            var rss = await XmlAsync(feed, "rss");
            var atom = await XmlAsync(feed, "atom");
            using var json = JsonDocument.Parse(await BytesAsync(feed, "json"));
            var self = FeedsHost.Origin + Address(feed, "rss");

            string[] complaints =
            [
                .. ValidatorRules.OfRss(rss.Element("channel")!, self),
                .. ValidatorRules.OfAtom(atom, isNameless: false),
                .. ValidatorRules.OfJson(json.RootElement),
            ];

            Assert.Equal("", string.Join('\n', complaints.Select(c => $"{feed}: {c}")));
            var ids = json
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("id").GetString());
            Assert.Equal(ids, rss.Descendants("guid").Select(g => g.Value));
            Assert.Equal(
                ids,
                atom.Elements(Written.Atom + "entry").Select(e => e.Element(Written.Atom + "id")!.Value)
            );
        }
    }

    [Fact]
    public async Task Every_article_is_in_its_feed()
    {
        foreach (var (category, articles) in Publications.All)
        {
            using var json = JsonDocument.Parse(await BytesAsync($"/feeds/{category}.*?limit=200", "json"));
            Assert.Equal(
                articles.Reverse().Select(a => $"urn:uuid:{a.Id}"),
                json.RootElement.GetProperty("items")
                    .EnumerateArray()
                    .Select(i => i.GetProperty("id").GetString())
            );
        }
    }

    [Theory]
    [InlineData("python3-feedparser", "/usr/bin/python3", "python_feedparser.py", "rss")]
    [InlineData("python3-feedparser", "/usr/bin/python3", "python_feedparser.py", "atom")]
    [InlineData("libxml-feed-perl", "/usr/bin/perl", "perl_xml_feed.pl", "rss")]
    [InlineData("libxml-feed-perl", "/usr/bin/perl", "perl_xml_feed.pl", "atom")]
    [InlineData("ruby-rss", "/usr/bin/ruby", "ruby_rss.rb", "rss")]
    [InlineData("ruby-rss", "/usr/bin/ruby", "ruby_rss.rb", "atom")]
    [InlineData("newsboat", "/usr/bin/python3", "newsboat.py", "rss")]
    [InlineData("newsboat", "/usr/bin/python3", "newsboat.py", "atom")]
    public async Task A_reader_that_others_wrote_finds_every_entry(
        string package,
        string command,
        string program,
        string format
    )
    {
        var paths = new List<string>();
        foreach (var feed in Feeds)
        {
            paths.Add(Path.Combine(_folder.FullName, $"{paths.Count}.{format}"));
            await File.WriteAllBytesAsync(paths[^1], await BytesAsync(feed, format), Ct);
        }
        var script = Path.Combine(AppContext.BaseDirectory, "Load", "Readers", program);
        var told = await Command.RunAsync(Command.Find(package, command), [script, .. paths], Ct);

        var seen = told.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonNode.Parse(l)!)
            .ToList();

        Assert.Equal(paths.Count, seen.Count);
        foreach (var (feed, sight) in Feeds.Zip(seen))
        {
            using var json = JsonDocument.Parse(await BytesAsync(feed, "json"));
            var items = json.RootElement.GetProperty("items").EnumerateArray();
            Assert.Equal(
                items.Select(i => $"{feed} {Normal(i.GetProperty("id").GetString())} {Normal(Title(i))}"),
                sight["entries"]!
                    .AsArray()
                    .Select(e => $"{feed} {Normal((string?)e!["id"])} {Normal((string?)e["title"])}")
            );
        }
    }

    private static string? Title(JsonElement item) =>
        item.TryGetProperty("title", out var title) ? title.GetString() : null;

    // Readers fold blanks each in its way.
    private static string Normal(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Address(string feed, string format) =>
        feed.Replace("*", format, StringComparison.Ordinal);

    private async Task<XElement> XmlAsync(string feed, string format) =>
        XDocument.Load(new MemoryStream(await BytesAsync(feed, format))).Root!;

    private async Task<byte[]> BytesAsync(string feed, string format)
    {
        using var answer = await _host.GetAsync(Address(feed, format));
        Assert.True(answer.IsSuccessStatusCode, $"{feed}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }
}
