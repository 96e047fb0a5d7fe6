using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class HtmlCleanerTests
{
    private static readonly Uri Base = new("https://example.news/international/7781?page=1");

    [Theory]
    [InlineData("আজ বৃষ্টি", "আজ বৃষ্টি")]
    [InlineData("<p class=x id=y style='color:red' onclick=z>ক</p>", "<p>ক</p>")]
    [InlineData("<p>এক<p>দুই", "<p>এক</p><p>দুই</p>")]
    [InlineData("<font color=red>ক <big>খ</big></font>", "ক খ")]
    [InlineData("<section><p>ক</p></section><article>খ</article>", "<div><p>ক</p></div><div>খ</div>")]
    [InlineData(
        "<span lang=en dir=LTR>a</span><span class=x>b</span>",
        "<span lang=\"en\" dir=\"ltr\">a</span>b"
    )]
    [InlineData("ক<!-- খ -->গ<![CDATA[ঘ]]>", "কগ")]
    [InlineData("<template><p>ক</template><noscript>খ</noscript>গ", "খগ")]
    [InlineData(
        "<form action=/x><input name=a><button>b</button><textarea>t</textarea>ক</form>",
        "<div>ক</div>"
    )]
    [InlineData(
        "<table><tr><td colspan=2 bgcolor=red>ক</table>",
        "<table><tbody><tr><td colspan=\"2\">ক</td></tr></tbody></table>"
    )]
    [InlineData("<ol start=5><li>ক<li>খ</ol>", "<ol start=\"5\"><li>ক</li><li>খ</li></ol>")]
    [InlineData("&amp;lt;script&amp;gt; &lt;b&gt; a&nbsp;b", "&amp;lt;script&amp;gt; &lt;b&gt; a&nbsp;b")]
    [InlineData("র\u200D্য ন্\u200Cত", "র\u200D্য ন্\u200Cত")]
    [InlineData("<p>a\u202Eb\u2066c&#x202e;d&#x2069;e\u0001f&#11;g\uFFFE</p>", "<p>abcdefg</p>")]
    public void Harmless_things_stay_and_all_else_goes(string html, string cleaned)
    {
        Assert.Equal(cleaned, HtmlCleaner.Clean(html, Base));
    }

    [Theory]
    [InlineData("/খবর/%e0%a6%95?a=1&b=2", "https://example.news/খবর/%e0%a6%95?a=1&amp;b=2")]
    [InlineData("//cdn.example/x", "https://cdn.example/x")]
    [InlineData("../sports/1", "https://example.news/sports/1")]
    [InlineData("HTTPS://example.news/A", "HTTPS://example.news/A")]
    [InlineData("mailto:desk@example.news", "mailto:desk@example.news")]
    [InlineData("tel:+8801700000000", "tel:+8801700000000")]
    [InlineData(" https://example.news/a\nb c ", "https://example.news/ab%20c")]
    public void A_link_becomes_absolute(string href, string expected)
    {
        Assert.Equal(
            $"<a href=\"{expected}\">ক</a>",
            HtmlCleaner.Clean($"<a href=\"{href}\" target=_blank rel=opener>ক</a>", Base)
        );
    }

    [Fact]
    public void A_relative_address_goes_where_there_is_no_base()
    {
        Assert.Equal("ক", HtmlCleaner.Clean("<a href=/x>ক</a><img src=y.png>", baseUrl: null));
    }

    [Theory]
    [InlineData("src='data:image/gif;base64,R0lGOD' data-src='/a.jpg'")]
    [InlineData("src=/placeholder.png data-lazy-src=/a.jpg")]
    [InlineData("srcset='/b.jpg 1x, /a.jpg 2x'")]
    [InlineData("srcset='/b.jpg 1x,/c.jpg 1.5x,/a.jpg 2x,/d.jpg 4x'")]
    [InlineData("src='' data-srcset=',/b.jpg 300w, /a.jpg 600w'")]
    [InlineData("data-lazy-srcset='data:image/gif;base64,R0lGOD 900w,/a.jpg 600w, /b.jpg 5000w'")]
    [InlineData("srcset='/a.jpg 3000w, /b.jpg 5000w'")]
    [InlineData("srcset=/a.jpg,")]
    [InlineData("src=/a.jpg onerror=alert(1) srcset='javascript:x'")]
    public void A_lazy_image_is_made_real(string attributes)
    {
        Assert.Equal(
            "<img src=\"https://example.news/a.jpg\" alt=\"নদী\" width=\"640\">",
            HtmlCleaner.Clean($"<img {attributes} alt=নদী width=640 height=auto>", Base)
        );
    }

    [Theory]
    [InlineData("<img class=lazy src=data:x data-src=/a.jpg><noscript><img src=/a.jpg></noscript>")]
    [InlineData("<noscript><img src=/b.jpg></noscript> <img src=/a.jpg>")]
    [InlineData("<img src=data:x><noscript><p><img src=/a.jpg></p></noscript>", "<p>", "</p>")]
    [InlineData("<img class=lazyload src=/blank.gif><noscript><img src=/a.jpg></noscript>")]
    [InlineData("<noscript><img src=/a.jpg></noscript><img src=/img/1x1.png data-x=/a.jpg>")]
    [InlineData("<noscript><img src=/count.gif width=1></noscript><img src=/a.jpg>")]
    [InlineData("<picture><source srcset='/s.webp 1x'><img src=/a.jpg></picture>")]
    [InlineData("<picture><source srcset='/b.jpg 300w, /a.jpg 900w'><img></picture>")]
    public void A_picture_is_shown_once(string html, string before = "", string after = "")
    {
        Assert.Equal(
            $"{before}<img src=\"https://example.news/a.jpg\">{after}",
            HtmlCleaner.Clean(html, Base).Trim()
        );
    }

    [Theory]
    [InlineData("<iframe src=//ads.example><p>ক</p></iframe>খ", "<p>ক</p>খ")]
    [InlineData("ক<iframe src=//ads.example/>খ<iframe src='//ads.example'/>গ", "কখগ")]
    [InlineData("ক<iframe src='//ads.example' />খ <IFRAME src=\"//ads.example\"/>গ", "কখ গ")]
    [InlineData("<object data=x><b>ক</b></object><applet>খ</applet><canvas>গ</canvas>", "<b>ক</b>খগ")]
    [InlineData("<video><p>ক</p></video><audio src=data:x>খ</audio>", "<p>ক</p>খ")]
    [InlineData("<script src='x'/>ক<style/>খ<textarea/>গ", "কখগ")]
    [InlineData("<meter value=1>ক</meter><progress>খ</progress><output>গ</output>", "কখগ")]
    public void What_stands_in_for_something_is_kept_without_it(string html, string cleaned)
    {
        Assert.Equal(cleaned, HtmlCleaner.Clean(html, Base));
    }

    [Theory]
    [InlineData("<acronym title=x>ক</acronym>", "<abbr title=\"x\">ক</abbr>")]
    [InlineData("<strike>ক</strike><tt>খ</tt>", "<s>ক</s><code>খ</code>")]
    [InlineData("<dir><li>ক</dir><menu><li>খ</menu>", "<ul><li>ক</li></ul><ul><li>খ</li></ul>")]
    [InlineData("<xmp><b>ক</xmp><bdo dir=rtl>খ</bdo>", "<pre>&lt;b&gt;ক</pre>খ")]
    [InlineData("<ol type=a reversed><li value=3>ক</ol>", "<ol type=\"a\"><li value=\"3\">ক</li></ol>")]
    [InlineData("<li>ক<time><li>খ</time>", "<div>ক<time><div>খ</div></time></div>")]
    [InlineData("<dd>ক<rt>খ</rt>", "<div>কখ</div>")]
    [InlineData("<pre>\n\nক</pre>", "<pre>\n\nক</pre>")]
    [InlineData("<ruby>字<rp>(<rt>zi<rp>)</ruby>", "<ruby>字<rp>(</rp><rt>zi</rt><rp>)</rp></ruby>")]
    [InlineData(
        "<dl><dt>ক<dd>খ</dl><details open><summary>গ</summary>ঘ</details>",
        "<dl><dt>ক</dt><dd>খ</dd></dl><details><summary>গ</summary>ঘ</details>"
    )]
    [InlineData(
        "<figure id=x><img src=/a.png alt=ক><figcaption>খ</figcaption></figure>",
        "<figure><img src=\"https://example.news/a.png\" alt=\"ক\"><figcaption>খ</figcaption></figure>"
    )]
    [InlineData(
        "<table><caption>ক</caption><colgroup><col span=2></colgroup><thead><tr><th>খ</table>",
        "<table><caption>ক</caption><colgroup><col span=\"2\"></colgroup><thead><tr><th>খ</th></tr></thead></table>"
    )]
    public void An_articles_structure_stays(string html, string cleaned)
    {
        Assert.Equal(cleaned, HtmlCleaner.Clean(html, Base));
    }

    [Theory]
    [InlineData("noopener noreferrer", "")]
    [InlineData("opener", "")]
    [InlineData("UGC external nofollow", " rel=\"nofollow ugc\"")]
    [InlineData("sponsored\nsponsored", " rel=\"sponsored\"")]
    [InlineData("nofollower", "")]
    public void Of_a_links_relation_only_its_worth_stays(string rel, string kept)
    {
        Assert.Equal(
            $"<a href=\"https://a.example/\"{kept}>ক</a>",
            HtmlCleaner.Clean($"<a href=https://a.example/ target=_top rel=\"{rel}\">ক</a>", Base)
        );
    }

    [Fact]
    public void Marks_that_spell_stay_and_those_that_turn_text_round_go()
    {
        Assert.Equal(
            "<a href=\"https://a.example/\" title=\"ক‍্য‎‏\">ন্‌ত</a>",
            HtmlCleaner.Clean("<a href='https://a.example/‮' title='‭ক‍্য‎‏&#x2067;'>ন্‌ত‬⁦</a>", Base)
        );
    }

    [Theory]
    [InlineData("<img src=https://count.example/p.gif width=1px height=1px>")]
    [InlineData("<img src=https://count.example/p.gif hidden>")]
    [InlineData("<img src=https://count.example/p.gif style='display:none !important'>")]
    [InlineData("<img src=https://count.example/p.gif style='border:0; Opacity : 0'>")]
    [InlineData("<img src=https://count.example/p.gif width=1 height=1>")]
    [InlineData("<img src=https://count.example/p.gif height=0>")]
    [InlineData("<img src=https://count.example/p.gif style='Display: none'>")]
    [InlineData("<img src=https://count.example/p.gif style='width:1px;height:1px'>")]
    public void A_pixel_that_counts_readers_goes(string html)
    {
        Assert.Equal("ক", HtmlCleaner.Clean("ক" + html, Base));
    }

    [Theory]
    [InlineData("//www.youtube.com/embed/abc?rel=0", true)]
    [InlineData("https://www.youtube-nocookie.com/embed/abc", true)]
    [InlineData("https://player.vimeo.com/video/1", true)]
    [InlineData("https://www.facebook.com/plugins/video.php?href=x", true)]
    [InlineData("https://www.facebook.com/login.php", false)]
    [InlineData("https://www.youtube.com.evil.example/embed/abc", false)]
    [InlineData("https://evil.example/https://www.youtube.com/embed/", false)]
    [InlineData("https://www.youtube.com@evil.example/embed/", false)]
    [InlineData("https://www.youtube.com\\@evil.example/embed/", false)]
    [InlineData("https://www.youtube.com:444/embed/x", false)]
    [InlineData("https://www.youtube.com/redirect?q=x", false)]
    [InlineData("javascript:alert(1)//www.youtube.com/embed/", false)]
    public void A_frame_stays_only_for_a_known_player(string src, bool stays)
    {
        var cleaned = HtmlCleaner.Clean(
            $"<iframe src=\"{src}\" srcdoc='<script>x</script>' width=560 onload=x></iframe>",
            null
        );

        Assert.Equal(stays, cleaned.StartsWith("<iframe src=\"https://", StringComparison.Ordinal));
        Assert.Equal(stays, cleaned.Length > 0);
        Assert.DoesNotContain("srcdoc", cleaned, StringComparison.Ordinal);
    }

    [Fact]
    public void A_film_keeps_its_sources()
    {
        Assert.Equal(
            "<video poster=\"https://example.news/p.jpg\" controls=\"\"><source src=\"https://example.news/a.mp4\" type=\"video/mp4\"></video>",
            HtmlCleaner.Clean(
                "<video autoplay poster=/p.jpg><source src=/a.mp4 type=video/mp4><source src=data:x>no</video>",
                Base
            )
        );
    }
}
