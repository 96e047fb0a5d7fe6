using System.Diagnostics;
using System.Text;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.Tests.Pages;

public sealed class PageParserTests
{
    private const string Text =
        "Die Fähre fährt täglich – außer an Sonntagen – über den schmalen Fluss bei Grünau.";

    private static readonly string Story =
        $"<body class=single-post><h1>Fähre</h1><div class=entry-content><p>{Text}</p></div>";

    static PageParserTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("windows-1252", "\"ISO-8859-1\"")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-8", null)]
    [InlineData("utf-8", "no-such-charset")]
    public void The_charset_that_http_tells_is_used(string written, string? told) =>
        Assert.Contains(
            Text,
            Content(Encoding.GetEncoding(written).GetBytes(Story), told),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("<meta charset=windows-1252>")]
    [InlineData("<META http-equiv=Content-Type content='text/html; charset=windows-1252'>")]
    public void The_charset_that_the_page_tells_is_used(string meta) =>
        Assert.Contains(
            Text,
            Content(Encoding.GetEncoding("windows-1252").GetBytes(meta + Story), null),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void A_byte_order_mark_is_believed_before_all_else(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        byte[] page = [.. encoding.GetPreamble(), .. encoding.GetBytes("<meta charset=koi8-r>" + Story)];

        Assert.Contains(Text, Content(page, "windows-1252"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div>", 30_000)]
    [InlineData("<b><div></b>", 30_000)] // closed in the wrong order
    [InlineData("<div><table><tr><td></div></table>", 30_000)] // a cell keeps its outside open
    [InlineData("<div></x>", 30_000)]
    [InlineData("<i>x", 30_000)]
    public void A_page_nested_too_deep_is_refused_before_it_costs(string part, int times)
    {
        var page = Encoding.UTF8.GetBytes(Story + string.Concat(Enumerable.Repeat(part, times)));
        var watch = Stopwatch.StartNew();

        var refused = Assert.Throws<PageRefusedException>(() => Content(page, null));

        Assert.Equal(PageFault.TooDeep, refused.Fault);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Page.Patience);
    }

    // Each would take minutes if some step looked at everything for every element.
    [Theory]
    [InlineData("<p></p>", 25_000)]
    [InlineData("<h3>সর্বশেষ</h3>", 10_000)]
    [InlineData("<a href=https://x.example/casino>casino</a> word ", 10_000)]
    [InlineData("<i class=author>ক</i>", 20_000)]
    [InlineData("<div hidden style=left:-999px>x</div>", 20_000)]
    [InlineData("<p><a href=/1>আরও পড়ুন</a></p>", 10_000)]
    [InlineData("<style>.a,.a,.a{</style>", 10_000)]
    [InlineData("<blockquote>", 400)]
    public void A_page_made_to_be_slow_is_not(string part, int times)
    {
        var page = Encoding.UTF8.GetBytes(
            Story[..^"</div>".Length]
                + string.Concat(Enumerable.Repeat(part, times))
                + new string('x', 100_000)
        );
        var watch = Stopwatch.StartNew();

        Content(page, null);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Page.Patience);
    }

    [Theory]
    [InlineData("<b>", 61_000, 0)]
    [InlineData("<blockquote>", 450, 3_000_000)]
    [InlineData("</>", 1_000_000, 0)]
    [InlineData("<!----!", 500_000, 0)]
    public void A_page_that_no_newsroom_makes_is_refused(string part, int times, int text)
    {
        var page = Story + string.Concat(Enumerable.Repeat(part, times)) + new string('x', text);

        Assert.Throws<PageRefusedException>(() => Content(Encoding.UTF8.GetBytes(page), null));
    }

    [Fact]
    public void Unclosed_paragraphs_and_entries_are_not_deep()
    {
        var page = Story + string.Concat(Enumerable.Repeat("<p>x<ul><li>y<li>z</ul>", 2_000));

        Assert.Contains(Text, Content(Encoding.UTF8.GetBytes(page), null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_more_than_four_mebibytes_is_refused()
    {
        var refused = Assert.Throws<PageRefusedException>(() => Content(new byte[(4 << 20) + 1], null));

        Assert.Equal(PageFault.TooLarge, refused.Fault);
    }

    private static string? Content(byte[] page, string? charset) =>
        ArticleExtractor.Extract(page, charset, null, Page.Context)?.ContentHtml;
}
