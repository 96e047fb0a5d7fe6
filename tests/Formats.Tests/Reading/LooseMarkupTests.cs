using System.Text;
using Syndication.Formats.Encodings;
using Syndication.Formats.Reading;
using Syndication.Formats.Reading.Loose;

namespace Syndication.Formats.Tests.Reading;

public sealed class LooseMarkupTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Documents =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.xml", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Folder, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_a_strict_parser_takes_is_read_alike(string name)
    {
        var document = File.ReadAllBytes(Path.Combine(Folder, name));
        FeedDocument strict;
        try
        {
            strict = FeedReader.Read(document);
        }
        catch (UnreadableFeedException)
        {
            return; // a golden document of something else, such as OPML
        }

        if (!strict.WellFormed)
        {
            return;
        }

        using var text = DocumentDecoder.Decode(document, contentType: null);
        var problems = new ProblemLog();
        using var markup = new LooseMarkup(text.Characters, problems);
        var (version, feed) = MarkupFeed.Read(markup, new(new FeedReadOptions(), problems));

        Assert.Equal(strict.Problems, problems.Problems);
        Assert.Equal(
            PreviewJson.Of(strict).ToJsonString(),
            PreviewJson.Of(strict with { Version = version, Feed = feed }).ToJsonString()
        );
    }

    [Fact]
    public void Paragraphs_that_are_never_closed_do_not_nest()
    {
        var paragraphs = string.Concat(Enumerable.Repeat("<p>ক<br>", 1000));
        var document = Encoding.UTF8.GetBytes(
            $"<rss><channel><item><description>{paragraphs}</description></item></channel></rss>"
        );

        var entry = Assert.Single(FeedReader.Read(document).Feed.Entries);

        Assert.Equal(1000, entry.Summary!.Split("<p>ক<br></p>").Length - 1);
    }

    [Theory]
    [InlineData("<title>ক & খ</title>", "ক & খ", "stray-ampersand")]
    [InlineData("<title>ক &copy; খ</title>", "ক © খ", "undeclared-entity")]
    [InlineData("<title>৫ < ৬</title>", "৫ < ৬", "stray-less-than")]
    [InlineData("<title>ক\u0001খ</title>", "কখ", "control-character")]
    [InlineData("<title>ক <b>খ</title>", "ক খ", "unclosed-element")]
    [InlineData("<title>ক</b> খ</title>", "ক খ", "stray-end-tag")]
    [InlineData("<title id=এক>ক</title>", "ক", "unquoted-attribute")]
    [InlineData("<title new>ক</title>", "ক", "attribute-without-value")]
    [InlineData("<title a='1' a='2'>ক</title>", "ক", "duplicate-attribute")]
    [InlineData("<title>&#128;</title><x", "€", "unclosed-tag")]
    [InlineData("<dc:title>ক</dc:title>", "ক", "undeclared-prefix")]
    [InlineData("<title>ক</titel>", "ক", "stray-end-tag")]
    public void What_was_mended_is_told(string item, string title, string code)
    {
        var read = Read($"<rss version=\"2.0\"><channel><item>{item}<guid>1</guid></item></channel></rss>");

        Assert.Equal(title, Assert.Single(read.Feed.Entries).Title);
        Assert.False(read.WellFormed);
        Assert.Equal("not-well-formed", read.Problems[0].Code);
        Assert.Contains(code, read.Problems.Select(p => p.Code));
    }

    [Fact]
    public void An_entry_begun_within_another_ends_that_one()
    {
        var read = Read(
            "<rss version=\"2.0\"><channel><item><title>এক</title><item><title>দুই</title></channel></rss>"
        );

        Assert.Equal(["এক", "দুই"], read.Feed.Entries.Select(e => e.Title));
    }

    [Fact]
    public void Half_an_address_is_none_and_half_a_text_is_kept()
    {
        var link = Read("<rss version=\"2.0\"><channel><item><title>এক</title><link>https://example.ne");
        var text = Read("<rss version=\"2.0\"><channel><item><guid>1</guid><title>এক দু");

        Assert.Null(Assert.Single(link.Feed.Entries).Link);
        Assert.Equal("এক দু", Assert.Single(text.Feed.Entries).Title);
    }

    [Fact]
    public void An_address_with_ampersands_is_what_its_writer_wrote()
    {
        var read = Read(
            "<rss version=\"2.0\"><channel><item><link>https://example.news/?a=1&copy=2&b=3</link></item></channel></rss>"
        );

        Assert.Equal("https://example.news/?a=1&copy=2&b=3", Assert.Single(read.Feed.Entries).Link);
    }

    [Fact]
    public void An_entity_of_the_documents_own_is_resolved_where_it_is_plain_text()
    {
        const string Declared =
            "<!ENTITY site 'tag:example.news,2025:'><!ENTITY more '&site;&site;'><!ENTITY tag '<b>'><!ENTITY lt 'x'>";

        var read = Read(
            $"<!DOCTYPE rss [{Declared}]><rss version=\"2.0\"><channel><item><guid>&site;1</guid>"
                + "<title>&more;&tag; &lt; ক</title></item></channel></rss>"
        );

        var entry = Assert.Single(read.Feed.Entries);
        Assert.Equal("tag:example.news,2025:1", entry.Id);
        Assert.Equal("&more;&tag; < ক", entry.Title);
    }

    [Fact]
    public void Own_entities_grow_to_64_Ki_characters_and_no_further()
    {
        var declared = $"<!ENTITY long '{new string('a', 256)}'>";
        var used = string.Concat(Enumerable.Repeat("&long;", 100_000));

        var read = Read(
            $"<!DOCTYPE rss [{declared}]><rss version=\"2.0\"><channel><title>{used}</title></channel></rss>"
        );

        Assert.Equal(64 * 1024, read.Feed.Title.IndexOf('&', StringComparison.Ordinal));
    }

    private static FeedDocument Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text));
}
