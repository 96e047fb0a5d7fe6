using System.Buffers;
using System.Xml.Linq;
using Syndication.Formats.Sitemap;

namespace Syndication.Formats.Tests.Sitemap;

public sealed class NewsSitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    private static readonly NewsArticle Article = new()
    {
        Url = "https://example.news/আন্তর্জাতিক/নতুন-বাঁধ?a=1&b=২",
        Title = "নদীর ধারে \"নতুন\" বাঁধ <৫ কিমি> & সেতু",
        Published = Some.Noon,
    };

    [Fact]
    public Task A_sitemap_is_written_to_the_byte_as_agreed() =>
        Golden.AssertAsync(
            "sitemap-news.xml",
            output =>
                NewsSitemapWriter.Write(
                    "ভোরের পাতা (ঢাকা)",
                    "bn-BD",
                    [Article, Article with { Url = "https://example.news/en/1", Language = "en_GB" }],
                    output
                )
        );

    [Theory]
    [InlineData("bn-BD", "bn")]
    [InlineData("zh", "zh-cn")]
    [InlineData("zh-Hans-SG", "zh-cn")]
    [InlineData("zh_TW", "zh-tw")]
    [InlineData("zh-Hant", "zh-tw")]
    [InlineData("SYL", "syl")]
    [InlineData("not a tag", "en")]
    [InlineData(null, "en")]
    public void A_language_is_told_as_the_news_service_wants_it(string? language, string expected)
    {
        var url = Assert.Single(Urls([Article with { Language = language }]));

        Assert.Equal(expected, url.Descendants(News + "language").Single().Value);
    }

    [Fact]
    public void At_most_a_thousand_addresses_are_told_each_once()
    {
        var articles = Enumerable
            .Range(0, 1_200)
            .Select(i => Article with { Url = $"https://example.news/{i / 2 * 2}", Title = $"খবর {i}" })
            .Concat(
                Enumerable.Range(5_000, 900).Select(i => Article with { Url = $"https://example.news/{i}" })
            );

        var urls = Urls([.. articles]).Select(u => u.Element(Map + "loc")!.Value).ToList();

        Assert.Equal(NewsSitemapWriter.MostUrls, urls.Count);
        Assert.Equal(urls.Count, urls.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_has_no_address_or_no_title_is_left_out()
    {
        Assert.Empty(
            Urls([
                Article with
                {
                    Url = "javascript:alert(1)",
                },
                Article with
                {
                    Title = " ",
                },
                Article with
                {
                    Url = "https://example.news/" + new string('a', 2_048),
                },
            ])
        );
    }

    [Fact]
    public void A_publication_has_a_name_and_a_language()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => NewsSitemapWriter.Write(" ", "bn", [], output));
        Assert.Throws<ArgumentException>(() => NewsSitemapWriter.Write("ভোর", "বাংলা", [], output));
    }

    private static List<XElement> Urls(IReadOnlyList<NewsArticle> articles)
    {
        var output = new ArrayBufferWriter<byte>();
        NewsSitemapWriter.Write("Morning Leaf", "en", articles, output);
        var root = XDocument.Parse(System.Text.Encoding.UTF8.GetString(output.WrittenSpan)).Root!;
        Assert.All(
            root.Descendants(Map + "loc"),
            l => Assert.True(Uri.IsWellFormedUriString(l.Value, UriKind.Absolute))
        );
        return [.. root.Elements(Map + "url")];
    }
}
