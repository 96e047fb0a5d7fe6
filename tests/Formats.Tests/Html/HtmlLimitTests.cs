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
            { "ends of nothing", Many("</>", TokenizerHazard.Most + 1) },
            { "comments that might end", "<!--" + Many("--!", 300_000) + "-->" },
            { "preformatted texts in each other", Many("<pre>", 400) },
            { "the same with attributes", Many("<LISTING a='<b>' b=\"'\">", 400) },
            { "the same with long ones", Many($"<pre a='{new string('ক', 2_000)}'>", 400) },
            { "the same behind a tag that hides them", "<a b=\"<pre c='\">" + Many("<pre>", 400) },
            { "bases", Many("<base>", 19_000) },
            { "fields of old", Many("<isindex type=radio name=a checked>", 9_000) },
            { "radio buttons", Many("<input type=radio name=a checked>", 9_000) },
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
    public void Texts_with_many_preformatted_ones_are_not_refused()
    {
        var poems = Many("<pre>ক\nখ</pre><p>গ</p>", 300) + Many("<pre>ঘ</pre>", 300);

        Assert.Equal(poems, HtmlCleaner.Clean(poems, baseUrl: null));
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
    public void What_is_cleaned_is_never_refused_again()
    {
        foreach (
            var html in new[]
            {
                Many("<p>", 9_000),
                Many("<i>", 400) + Many("<hr>", 19_000),
                Many("<li><br>", 6_000),
            }
        )
        {
            var cleaned = HtmlCleaner.Clean(html, baseUrl: null);
            Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned, baseUrl: null));
        }

        Assert.Throws<HtmlTooComplexException>(() => HtmlCleaner.Clean(Many("<p>", 19_000), baseUrl: null));
        Assert.Throws<HtmlTooComplexException>(() =>
            HtmlCleaner.Clean("<p>" + Many("&", HtmlLimits.Characters / 2), baseUrl: null)
        );
    }

    [Fact]
    public void A_documents_texts_share_one_budget()
    {
        var budget = new HtmlBudget();
        var paragraph = $"<p>{new string('ক', 380)}<b>খ</b></p>";
        var entry = Many(paragraph, 8);
        for (var i = 0; i < 3_000; i++)
        {
            Assert.Equal(entry, HtmlCleaner.Clean(entry, baseUrl: null, budget));
        }

        var deep = Many("<div>", 500) + Many("<p>ক</p>", 9_000);
        Assert.Throws<HtmlTooComplexException>(() =>
        {
            for (var i = 0; i < 5; i++)
            {
                HtmlCleaner.Clean(deep, baseUrl: null, budget);
            }
        });
        Assert.True(budget.IsSpent);
        Assert.Throws<HtmlTooComplexException>(() => HtmlCleaner.Clean(entry, baseUrl: null, budget));
    }

    [Theory]
    [InlineData("</>")]
    [InlineData("<!--x--!>")]
    [InlineData("<!--x--!-->")]
    [InlineData("<!----!--!")]
    [InlineData("<![CDATA[]]]")]
    [InlineData("<a ")]
    [InlineData("&#x")]
    public void A_broken_tag_repeated_does_not_exhaust_the_stack(string html)
    {
        var cleaned = "";
        var thread = new Thread(
            () => cleaned = HtmlCleaner.Clean(Many(html, TokenizerHazard.Most / 2), baseUrl: null) + "ক",
            maxStackSize: 256 * 1024
        );
        thread.Start();
        thread.Join();

        Assert.EndsWith("ক", cleaned, StringComparison.Ordinal);
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
