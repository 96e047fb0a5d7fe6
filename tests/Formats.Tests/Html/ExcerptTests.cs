using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData(null, 5, null)]
    [InlineData("", 5, null)]
    [InlineData(" <p>&nbsp;</p> ", 5, null)]
    [InlineData("<p>এক</p><p>দুই</p>\n তিন", 100, "এক দুই তিন")]
    [InlineData("one two", 7, "one two")]
    [InlineData("one two", 6, "one…")]
    [InlineData("one two three", 7, "one two…")]
    [InlineData("one<br>two", 3, "one…")]
    [InlineData("a &lt; b &amp; c", 100, "a < b & c")]
    public void It_is_one_line_cut_between_words(string? html, int most, string? expected)
    {
        Assert.Equal(expected, HtmlCleaner.Excerpt(html, most));
    }

    [Theory]
    [InlineData("ক্ষক্ষক্ষ", 4, "ক্ষ…")]
    [InlineData("ক্ষক্ষক্ষ", 5, "ক্ষ…")]
    [InlineData("ক্ষক্ষক্ষ", 6, "ক্ষক্ষ…")]
    [InlineData("र्\u200Dयर्\u200Dय", 7, "र्\u200Dय…")]
    [InlineData("ಕ್ಷಕ್ಷ", 5, "ಕ್ಷ…")]
    [InlineData("😀😀", 3, "😀…")]
    [InlineData("কিকি", 3, "কি…")]
    public void A_word_without_end_is_cut_between_letters(string html, int most, string expected)
    {
        Assert.Equal(expected, HtmlCleaner.Excerpt(html, most));
    }

    [Fact]
    public void Everything_may_be_asked_for()
    {
        Assert.Equal("এক দুই", HtmlCleaner.Excerpt("<b>এক</b> দুই", int.MaxValue));
    }
}
