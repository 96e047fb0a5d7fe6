using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class AttackTests
{
    public static readonly TheoryData<string> Attacks =
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example/x.js></sCrIpT>",
        "<script/x>alert(1)</script\t>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src='https://a.example/x' onload=\"alert(1)\">",
        "<img/src=`x`onerror=alert(1)//",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img src=x:x onerror\n=alert(1)>",
        "<img alt='\"><script>alert(1)</script>' src=https://a.example/x>",
        "<img src='jAvAsCrIpT:alert(1)'>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<img srcset='javascript:alert(1) 1x'>",
        "<img data-src='vbscript:msgbox(1)'>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href='java&#9;script:alert(1)'>x</a>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='&#106;avascript&colon;alert(1)'>x</a>",
        "<a href=' \u0001javascript:alert(1)'>x</a>",
        "<a href='java\0script:alert(1)'>x</a>",
        "<a href='jav\u00ADascript:alert(1)'>x</a>",
        "<a href='java\u200Dscript:alert(1)'>x</a>",
        "<a href='\u202Ejavascript:alert(1)'>x</a>",
        "<a href='javascript\u2028:alert(1)'>x</a>",
        "<a href='feed:javascript:alert(1)'>x</a>",
        "<a href='view-source:https://a.example'>x</a>",
        "<a href='blob:https://a.example/1'>x</a>",
        "<a href='file:///etc/passwd'>x</a>",
        "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
        "<a href='DATA\t:text/html,x'>x</a>",
        "<a href='https:javascript:alert(1)'>x</a>",
        "<a href='//javascript:alert(1)'>x</a>",
        "<a href='\\\\evil.example\\x'>x</a>",
        "<a href=https://a.example xlink:href=javascript:alert(1) onmouseover=alert(1)>x</a>",
        "<a href=https://a.example style='background:url(javascript:alert(1))'>x</a>",
        "<a href=https://a.example ping=https://evil.example download target=_blank>x</a>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><script xlink:href=data:,alert(1) />",
        "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
        "<svg><set attributeName=href to=javascript:alert(1)>",
        "<svg><foreignObject><iframe onload=alert(1)></foreignObject></svg>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<svg><desc><table><svg><style><!--</style><img src=x onerror=alert(1)>--></style>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
        "<math href=javascript:alert(1)>x</math>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>",
        "<template><s><template><s><img src=x onerror=alert(1)>",
        "<style>@import 'javascript:alert(1)';</style>",
        "<style><img src=\"</style><img src=x onerror=alert(1)//\">",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href=javascript://x/><a href=#>x</a>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<iframe src='https://www.youtube.com/embed/x' onload=alert(1)></iframe>",
        "<iframe><script>alert(1)</script>",
        "<frameset onload=alert(1)><frame src=javascript:alert(1)>",
        "<object data=javascript:alert(1)><param name=src value=x></object>",
        "<object type=text/html data='data:text/html,<script>alert(1)</script>'>x</object>",
        "<embed src=javascript:alert(1)>",
        "<applet code=x></applet>",
        "<form action=javascript:alert(1)><input type=submit formaction=javascript:alert(1)></form>",
        "<button formaction=javascript:alert(1)>x</button>",
        "<isindex action=javascript:alert(1) type=image>",
        "<input autofocus onfocus=alert(1)>",
        "<select><option><script>alert(1)</script></select>",
        "<select><template><img src=x onerror=alert(1)></select>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
        "<title><img title=\"</title><img src=x onerror=alert(1)>\">",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
        "<plaintext><script>alert(1)</script>",
        "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\">",
        "<video onerror=alert(1)><source src=x onerror=alert(1)></video>",
        "<video src=https://a.example/x poster=javascript:alert(1)></video>",
        "<audio src=javascript:alert(1) autoplay></audio>",
        "<details open ontoggle=alert(1)>x</details>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<body onload=alert(1)>x",
        "<html manifest=javascript:alert(1)>x",
        "<table background=javascript:alert(1)><td background=javascript:alert(1)>x</table>",
        "<table><a href=javascript:alert(1)><tr><td>x</a></table><script>alert(1)</script>",
        "<x onclick=alert(1) contenteditable tabindex=1 autofocus onfocus=alert(1)>x</x>",
        "<p id=getElementById name=cookie class=admin>x</p>",
        "<img name=body src=https://a.example/x><img id=location src=https://a.example/y>",
        "<!--><script>alert(1)</script>-->",
        "<!-- --!><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml-stylesheet href='javascript:alert(1)'?><script>alert(1)</script>",
        "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;",
        "<b><p title='</b><script>alert(1)</script>'>x</p></b>",
        "<a href='https://a.example/\"onmouseover=alert(1)//'>x</a>",
        "<a title='x\"onmouseover=\"alert(1)' href=https://a.example>x</a>",
        "<abbr title=\"<style><!--</style><img src=x onerror=alert(1)>\">x</abbr>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
        "\ufeff<script>alert(1)</script>",
        "<\u0000script>alert(1)</script>",
        "＜script＞alert(1)＜/script＞",
        "<img src=https://a.example/x alt=`<script>alert(1)</script>`>",
        "<time datetime='\"><script>alert(1)</script>'>x</time>",
        "<span lang='\"><script>' dir='ltr\" onclick=alert(1)'>x</span>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Nothing_active_is_left(string html)
    {
        foreach (var baseUrl in new[] { null, new Uri("https://example.news/a"), new Uri("file:///etc/") })
        {
            var cleaned = HtmlCleaner.Clean(html, baseUrl);

            Reparsed.AssertHarmless(cleaned);
            Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned, baseUrl));
        }
    }

    [Fact]
    public void What_was_text_stays_text()
    {
        Assert.Equal("&amp;lt;script&amp;gt;", HtmlCleaner.Clean("&amp;lt;script&amp;gt;", null));
        Assert.Equal("&lt;script&gt;", HtmlCleaner.ToPlainText("&amp;lt;script&amp;gt;"));
        Assert.Equal("&lt;script&gt;", HtmlCleaner.Clean("&lt;script&gt;", null));
    }
}
