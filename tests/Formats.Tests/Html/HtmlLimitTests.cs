using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class HtmlLimitTests
{
    public static TheoryData<string, string> Bombs =>
        new()
        {
            { "nested", Many("<div>", 600) },
            { "nested further", Many("<div>", 30_000) },
            { "nested behind ends that end nothing", Many("<b><table><td></b></x>", 2_000) },
            { "misnested", Many("<b><div></b>", 5_000) },
            {
                "cloned",
                "<p>"
                    + string.Concat(Enumerable.Range(0, 400).Select(i => $"<b a={i}>"))
                    + Many("<p>x", 4_000)
            },
            { "tags", Many("<br>", HtmlLimits.Tags + 1) },
            { "comments", Many("<!---->", HtmlLimits.Tags + 1) },
            { "attributes", "<p " + Many("a=b ", HtmlLimits.Attributes + 1) + ">" },
            { "characters", "<p>" + new string('ক', HtmlLimits.Characters) },
        };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused(string name, string html)
    {
        var refusal = Assert.Throws<HtmlTooComplexException>(() => HtmlCleaner.Clean(html, baseUrl: null));

        Assert.True(refusal.Message.Length is > 20 and < 100, name);
    }

    [Fact]
    public void The_cleaner_works_on_after_a_bomb()
    {
        Assert.Throws<HtmlTooComplexException>(() =>
            HtmlCleaner.Clean(Many("<i><div>", 5_000), baseUrl: null)
        );

        Assert.Equal("<p>ক</p>", HtmlCleaner.Clean("<p>ক", baseUrl: null));
    }

    [Fact]
    public void What_is_large_but_sound_is_cleaned()
    {
        var nested = Many("<div>", 500) + "ক" + Many("</div>", 500);
        var paragraphs = Many("<p>আজ <b>বৃষ্টি</b></p>", 4_900);

        Assert.Equal(nested, HtmlCleaner.Clean(nested, baseUrl: null));
        Assert.Equal(paragraphs, HtmlCleaner.Clean(paragraphs, baseUrl: null));
    }

    private static string Many(string html, int times) => string.Concat(Enumerable.Repeat(html, times));
}
