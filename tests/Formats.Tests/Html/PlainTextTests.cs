using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("আজ বৃষ্টি", "আজ বৃষ্টি")]
    [InlineData("  আজ \n\t বৃষ্টি  ", "আজ বৃষ্টি")]
    [InlineData("<p>এক</p><p>দুই</p>তিন<br>চার", "এক দুই তিন চার")]
    [InlineData("অ<b>ন্য</b>", "অন্য")]
    [InlineData("&amp;lt;b&amp;gt; &lt;b&gt;", "&lt;b&gt; <b>")]
    [InlineData(
        "&copy2024 &#2453;&#x995;&#39; &hellip; &bogus; & &# &#x; &#xD800;x",
        "©2024 কক' … &bogus; & &# &#x; x"
    )]
    [InlineData("&#128;&#x99999999999999999999;|&#00000000000000000000000000000041;", "€|)")]
    [InlineData("ক<script>if (a<b) alert('</p>')</script>খ<style>p{}</style>গ", "কখগ")]
    [InlineData("ক<SCRIPT>x", "ক")]
    [InlineData("ক<!-- a > b -->খ<!-->গ<!--->ঘ<!-- x --!>ঙ", "কখগঘঙ")]
    [InlineData("5 < 6 <3 </> <a title='x>y' href=\"z>\">ক</a>", "5 < 6 <3 ক")]
    [InlineData("<svg><svg>ক", "ক")]
    [InlineData("AT&amp;T", "AT&T")]
    [InlineData("3 &lt; 4 &amp;&amp; 5 > 4", "3 < 4 && 5 > 4")]
    [InlineData("<b>ক</b> &lt;b&gt; &amp;lt;b&amp;gt;", "ক <b> &lt;b&gt;")]
    [InlineData("&amp;amp;copy; &copyক &notit; &AMP &Amp;", "&amp;copy; ©ক ¬it; & &Amp;")]
    [InlineData("এক<hr>দুই<li>তিন</td>চার<wbr>পাঁচ", "এক দুই তিন চারপাঁচ")]
    [InlineData("ক<noscript>খ</noscript><iframe src='x'/>গ<script src=x />ঘ", "কখগঘ")]
    [InlineData("<a b='>'c=\">\" d=e'>ক</a><p =\">খ", "ক খ")]
    [InlineData("<i<?='<b>ক<a x==\"y>খ<a b = '>'>গ", "কখগ")]
    [InlineData("ক&#x2028;খ&nbsp;&#8239;গ", "ক খ গ")]
    [InlineData("&#8238;ক&#x200d;&#1;&#xfffe;", "ক\u200d")]
    [InlineData("র\u200D্য\u202Eক\u0000", "র\u200D্যক")]
    [InlineData("ক<!--->খ--!>গ-->ঘ", "কখ--!>গ-->ঘ")]
    [InlineData("ক<!--a--!>খ<!-- -- -->গ<!----->ঘ", "কখগঘ")]
    [InlineData("<a", "")]
    [InlineData("<!--", "")]
    public void Only_the_words_remain(string html, string text)
    {
        Assert.Equal(text, HtmlCleaner.ToPlainText(html));
    }

    [Fact]
    public void Half_a_million_comments_take_no_square_of_time()
    {
        var comments = string.Concat(Enumerable.Repeat("<!--a--!>", 500_000));

        Assert.Equal("ক", HtmlCleaner.ToPlainText(comments + "ক"));
    }

    [Fact]
    public void Half_a_surrogate_pair_goes()
    {
        Assert.Equal("কখ😀", HtmlCleaner.ToPlainText("ক\ud800<b>খ</b>\udc00😀"));
        Assert.Equal("<b>ক</b>😀", HtmlCleaner.Clean("<b>ক\ud800</b>😀\udc00", baseUrl: null));
        Assert.Equal("ক", HtmlCleaner.Clean("ক\ud83d", baseUrl: null));
    }
}
