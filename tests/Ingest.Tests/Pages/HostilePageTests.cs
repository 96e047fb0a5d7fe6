using System.Diagnostics;
using System.Text;
using Syndication.Ingest.Pages;
using Syndication.Testing.Hostile;

namespace Syndication.Ingest.Tests.Pages;

public sealed class HostilePageTests
{
    private const int SmallStack = 512 * 1024;
    private const string Story = "<body class=single-post><h1>শিরোনাম</h1><div class=entry-content>";

    public static TheoryData<string> Names => [.. HostileDocuments.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_made_to_cost_is_read_or_refused_in_time(string name)
    {
        var document = HostileDocuments.Make(name);
        var page = document[..Math.Min(document.Length, PageParser.LargestPage)];
        var watch = Stopwatch.StartNew();

        var fault = Record.Exception(() => Extract(page));

        Assert.True(fault is null or PageRefusedException, $"{fault}");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Page.Patience);
    }

    [Fact]
    public void A_page_of_16_mebibytes_is_refused_unread()
    {
        var refused = Assert.Throws<PageRefusedException>(() => Extract(new byte[16 << 20]));

        Assert.Equal(PageFault.TooLarge, refused.Fault);
    }

    // Each level of these takes some 3 KiB of the parser's stack, and an overflow ends the process.
    [Theory]
    [InlineData("<pre title=\"{0}\">")]
    [InlineData("<listing title=\"{0}\">")]
    [InlineData("<pre title=\"{0}\"><listing>")]
    public void Preformatted_texts_in_each_other_are_refused_before_the_stack_ends(string tag)
    {
        var one = tag.Replace("{0}", new string('x', 1100), StringComparison.Ordinal);
        var page = Encoding.UTF8.GetBytes(Story + string.Concat(Enumerable.Repeat(one, 500)));
        Exception? fault = null;
        var thread = new Thread(() => fault = Record.Exception(() => Extract(page)), SmallStack);

        thread.Start();
        thread.Join();

        Assert.Equal(PageFault.Broken, Assert.IsType<PageRefusedException>(fault).Fault);
    }

    [Fact]
    public void What_unclosed_tags_repeat_is_counted()
    {
        var open = string.Concat(Enumerable.Range(0, 400).Select(i => $"<b id={i}>"));
        var page = Encoding.UTF8.GetBytes(
            Story + "<p>" + open + string.Concat(Enumerable.Repeat("<p>ক", 2000))
        );

        Assert.Throws<PageRefusedException>(() => Extract(page));
    }

    [Fact]
    public void A_body_in_structured_data_is_parsed_as_warily_as_a_page()
    {
        var nested = string.Concat(Enumerable.Repeat("<p><div>", 3000));
        var page = Encoding.UTF8.GetBytes(
            $$"""<script type="application/ld+json">{"@type":"NewsArticle","headline":"শিরোনাম","articleBody":"{{nested}}"}</script>"""
        );

        Assert.Throws<PageRefusedException>(() => Extract(page));
    }

    private static ExtractedArticle? Extract(byte[] page) =>
        ArticleExtractor.Extract(page, null, new Uri("https://nodipar.example/1"), Page.Context);
}
