using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

/// <summary>The ways past a filter that others have found, in our own words.</summary>
public sealed class EvasionTests
{
    private static readonly Uri?[] Bases = [null, new("https://example.news/a")];

    public static readonly TheoryData<string> Breakouts =
    [
        // out of an attribute
        "<img src=\"https://a.example/x\"onerror=alert(1)>",
        "<img src='https://a.example/x'' onerror=alert(1) '>",
        "<img src=https://a.example/x/onerror=alert(1)>",
        "<img src=`https://a.example/x` onerror=`alert(1)`>",
        "<img/onerror=alert(1)/src=x>",
        "<img\u000conerror=alert(1)\u000csrc=x>",
        "<img\u000bonerror=alert(1) src=x>",
        "<img\u00a0onerror=alert(1) src=x>",
        "<img onerror\u0000=alert(1) src=x>",
        "<img \u0000onerror=alert(1) src=x>",
        "<img ONERROR=&#97;lert(1) SRC=x>",
        "<img on\nerror=alert(1) src=x>",
        "<img src=x onerror=\"\n\n\talert(1)\">",
        "<img src=x onerror='alert`1`'>",
        "<img src=x a=\"onerror='\" onerror=alert(1)>",
        "<img src=x:alert(alt) onerror=eval(src) alt=1>",
        "<a title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\" href=//a.example>x</a>",
        "<a href=\"https://a.example/?x='onclick='alert(1)\">x</a>",
        "<a href=https://a.example/?\"onclick=\"alert(1)>x</a>",
        "<p title=x'><script>alert(1)</script>",
        "<p/onclick=alert(1)//>x",
        "<p =\"><script>alert(1)</script>\">x",
        "<p \"=\"><script>alert(1)</script>\">x",
        "<p a=1 a='><script>alert(1)</script>'>x",
        "<abbr title='--><script>alert(1)</script>'>x</abbr>",
        // tags that are none, or half
        "<<script>alert(1)//<</script>",
        "<script",
        "<script src=//evil.example/x",
        "<script>alert(1)",
        "</script><script>alert(1)</script>",
        "<script\n>alert(1)</script\n>",
        "<script >alert(1)</script x='>",
        "<scrıpt>alert(1)</scrıpt>",
        "<ſcript>alert(1)</ſcript>",
        "<SCRIPT\u0130>alert(1)</SCRIPT\u0130>",
        "<\u200bscript>alert(1)</script>",
        "< script>alert(1)</ script>",
        "<script/src=data:,alert(1)></script>",
        "<script x=\">\" src=//evil.example></script>",
        "<script src='//evil.example'>//\\u003cimg src=x\\u003e</script>",
        "<%<!--'%><script>alert(1);</script -->",
        "<//script><script>alert(1)</script>",
        "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
        "<html:script>alert(1)</html:script>",
        "<image src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)//",
        "<a onmouseover=alert(1)",
        "<body background=javascript:alert(1)><p>x",
        "<bgsound src=javascript:alert(1)>",
        "<br size='&{alert(1)}'>",
        "<layer src=//evil.example></layer><ilayer src=//evil.example></ilayer>",
        "<xml id=x><i><b><img src=x onerror=alert(1)></b></i></xml>",
        "<?import namespace=t implementation='#default#time2'><t:set attributeName=innerHTML to='<img src=x onerror=alert(1)>'>",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<![if !IE]><script>alert(1)</script><![endif]>",
        "<!--[if lt IE 9]>--><script>alert(1)</script><!--<![endif]-->",
        "<comment><img src=\"</comment><img src=x onerror=alert(1)//\">",
        "<!doctype x[<!entity y '&#60;script>'>]>&y;alert(1)",
        "<!><script>alert(1)</script>",
        "<!-><script>alert(1)</script>->",
        "<!--\u0000--><script>alert(1)</script>",
        "<!-- > --!><img src=x onerror=alert(1)><!-- -->",
        "<?><script>alert(1)</script>?>",
        "<?php echo '<script>alert(1)</script>'; ?>",
        "]]><script>alert(1)</script>",
        "<![CDATA[]]><script>alert(1)</script>]]>",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
        "&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
        "&#0000060script&#0000062alert(1)",
        "&LT;script&GT;alert(1)&LT;/script&GT;",
        "&amp;#60;script&amp;#62;",
        "&lt;img src=x onerror=alert(1)&gt;",
        "ʺ><script>alert(1)</script>",
        "﹤script﹥alert(1)﹤/script﹥",
    ];

    public static readonly TheoryData<string> Mutations =
    [
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg><style>&lt;img src=x onerror=alert(1)&gt;</style></svg>",
        "<svg><title><img src=x onerror=alert(1)></title></svg>",
        "<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style>",
        "<svg></br><style><a title=\"</style><img src=x onerror=alert(1)>\">",
        "<svg><foreignobject><math><mi><style><!--</style><img src=x onerror=alert(1)>--></style>",
        "<svg><use href=data:image/svg+xml;base64,PHN2Zz4=#x>",
        "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a>",
        "<svg><a><set attributeName=xlink:href to=javascript:alert(1) /></a>",
        "<svg><image href=x onerror=alert(1)>",
        "<svg><feimage xlink:href=data:image/svg+xml,x>",
        "<svg><handler xmlns:ev=x ev:event=load>alert(1)</handler>",
        "<svg/onload=alert(1)//",
        "<svg><b><script>alert(1)</script>",
        "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
        "<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>",
        "<svg id=x>x</svg><svg><use xlink:href=#x>",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
        "<math><style><img src=x onerror=alert(1)></style></math>",
        "<math><annotation-xml encoding=text/html><style><img title=\"</style><img src=x onerror=alert(1)>\"></math>",
        "<math><mtext><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
        "<math><mtext><table><mglyph><style><math href=javascript:alert(1)>x",
        "<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title=\"</style><img src=x onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
        "<form id=a><form id=b><input name=attributes onfocus=alert(1) autofocus>",
        "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
        "<noscript><!-- </noscript><script>alert(1)</script> -->",
        "<noembed><noembed></noembed><script>alert(1)</script></noembed>",
        "<noframes><style></noframes><script>alert(1)</script></style>",
        "<iframe><noscript></iframe><script>alert(1)</script>",
        "<iframe src=//evil.example><script>alert(1)</script></iframe>",
        "<iframe/><script>alert(1)</script>",
        "<iframe src=x/><img src=x onerror=alert(1)>",
        "<iframe>&lt;script&gt;alert(1)&lt;/script&gt;</iframe>",
        "<iframe><iframe><script>alert(1)</script></iframe></iframe>",
        "<textarea/><img src=x onerror=alert(1)>",
        "<title/><script>alert(1)</script>",
        "<script/>alert(1)<img src=x onerror=alert(1)>",
        "<style/><img src=x onerror=alert(1)>",
        "<style><!--</style><script>alert(1)</script>-->",
        "<style><style /><img src=x onerror=alert(1)>",
        "<style>*{background:url(javascript:alert(1))}</style><style>@im\\port'\\ja\\vasc\\ript:alert(1)';</style>",
        "<template><style></template><img src=x onerror=alert(1)></style>",
        "<template><template><script>alert(1)</script></template></template>",
        "<select><style></select><img src=x onerror=alert(1)></style></select>",
        "<select><svg><style></select><img src=x onerror=alert(1)>",
        "<select><iframe></select><img src=x onerror=alert(1)>",
        "<select><noembed></select><script>x='</noembed>';alert(1)</script>",
        "<option><style></option></select><img src=x onerror=alert(1)></style>",
        "<table><caption><svg><style></caption></table><img src=x onerror=alert(1)>",
        "<table><style><!--</style><img src=x onerror=alert(1)>--></table>",
        "<table><tr><td><svg><desc><td><img src=x onerror=alert(1)></table>",
        "<table><a href=//a.example><table><a href=javascript:alert(1)>x</table>",
        "<table><input type=hidden onclick=alert(1)><script>alert(1)</script></table>",
        "<p><table><p title=\"</table><img src=x onerror=alert(1)>\">",
        "<plaintext/><script>alert(1)</script>",
        "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
        "<xmp>&lt;/xmp>&lt;img src=x onerror=alert(1)&gt;</xmp>",
        "<pre>\n\n<!--</pre><img src=x onerror=alert(1)>-->",
        "<frameset><frame src=javascript:alert(1)></frameset><p>x",
        "<head><base href=javascript:/></head><a href=x>x</a>",
        "<meta charset=utf-7><p>+ADw-script+AD4-</p>",
        "<meta http-equiv=set-cookie content=a=b>",
        "<link rel=import href=//evil.example>",
        "<object><param name=movie value=javascript:alert(1)><embed src=javascript:alert(1)></object>",
        "<object data=x><img src=x onerror=alert(1)></object>",
        "<applet archive=//evil.example><b onclick=alert(1)>x</b></applet>",
        "<canvas><script>alert(1)</script></canvas>",
        "<dialog open onclose=alert(1)><form method=dialog><button>x</button></dialog>",
        "<keygen autofocus onfocus=alert(1)>",
        "<portal src=javascript:alert(1)></portal><fencedframe src=//evil.example></fencedframe>",
        "<slot onslotchange=alert(1)>x</slot><custom-part is=x onclick=alert(1)>x</custom-part>",
        "<video><source onerror=alert(1)><track src=javascript:alert(1) default></video>",
        "<video src=https://a.example/v/><script>alert(1)</script>",
        "<audio><style><img src=\"</style><img src=x onerror=alert(1)>\"></audio>",
        "<picture><source srcset='javascript:alert(1) 2x' onerror=alert(1)><img onload=alert(1)></picture>",
        "<img srcset='data:text/html,<script>alert(1)</script> 2x, x:y 3x'>",
        "<img data-src=javascript:alert(1) data-srcset='javascript:alert(1) 1x'>",
        "<noscript><img src=javascript:alert(1) onerror=alert(1)></noscript>",
        "<div style='position:fixed;inset:0;z-index:99'><a href=//evil.example>x</a></div>",
        "<div style=behavior:url(//evil.example/x.htc)>x</div>",
        "<div style=\"-moz-binding:url(//evil.example/x.xml#y)\">x</div>",
        "<div style='wi\\dth:ex/**/pression(alert(1))'>x</div>",
        "<div style=\"background-image:\\0075\\0072\\006C('javascript:alert(1)')\">x</div>",
        "<div style=list-style-image:url(javascript:alert(1))>x</div>",
        "<label for=x onclick=alert(1)>x</label><input id=x type=image src=x formaction=javascript:alert(1)>",
        "<p accesskey=x contenteditable=true draggable=true onfocus=alert(1) tabindex=0>x</p>",
        "<p itemscope itemid=javascript:alert(1) data-bind='x' ng-app v-html=x hx-get=//evil.example>{{constructor.constructor('alert(1)')()}}</p>",
    ];

    public static TheoryData<string> ActiveAddresses
    {
        get
        {
            var addresses = new TheoryData<string>();
            string[] schemes =
            [
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " \u0001\u001fjavascript:alert(1)",
                "java\tscript:alert(1)",
                "java&#10;script:alert(1)",
                "java&NewLine;script&colon;alert(1)",
                "&#x6A&#x61vascript:alert(1)",
                "javascript&#x3A;alert(1)",
                "javascript:javascript:alert(1)",
                "javascript://example.news/%0aalert(1)",
                "vbscript:msgbox(1)",
                "livescript:alert(1)",
                "mocha:alert(1)",
                "data:text/html,x",
                "data:image/svg+xml;base64,PHN2Zz4=",
                "\u2028data:,x",
                "blob:https://a.example/1",
                "filesystem:https://a.example/x",
                "file:///etc/passwd",
                "about:blank",
                "chrome://settings",
                "intent://x#Intent;scheme=http;end",
                "ms-office:ofe|u|https://a.example",
                "jar:https://a.example!/x",
                "res://ieframe.dll/x",
                "cid:x@example",
                "ftp://a.example/x",
                "ws://a.example/x",
                "http:///\\javascript:alert(1)",
                "https:///x",
                "http:x",
                "//[::1",
                "https://a.example:99999/x",
            ];
            addresses.AddRange(schemes);
            return addresses;
        }
    }

    [Theory]
    [MemberData(nameof(Breakouts))]
    [MemberData(nameof(Mutations))]
    public void Nothing_active_is_left(string html)
    {
        foreach (var baseUrl in Bases)
        {
            var cleaned = HtmlCleaner.Clean(html, baseUrl);

            Reparsed.AssertHarmless(cleaned);
            Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned, baseUrl));
        }
    }

    [Theory]
    [MemberData(nameof(ActiveAddresses))]
    public void An_address_that_does_something_stands_in_no_attribute(string address)
    {
        string[] attributes =
            "href src data-src data-lazy-src data-original poster action formaction background cite code codebase classid data dynsrc icon longdesc lowsrc manifest ping profile usemap xlink:href archive".Split(
                ' '
            );
        string[] elements =
            "a area img picture source video audio iframe q blockquote table td object svg".Split(' ');
        foreach (var element in elements)
        {
            var all = string.Join(' ', attributes.Select(name => $"{name}=\"{address}\""));
            var cleaned = HtmlCleaner.Clean($"<{element} {all}>ক</{element}>", Bases[1]);

            Reparsed.AssertHarmless(cleaned);
            Assert.DoesNotMatch("href|src|cite|poster|background", cleaned);
        }
    }
}
