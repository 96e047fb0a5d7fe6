using System.Text;

namespace Syndication.Testing.Fuzz;

/// <summary>What readers have stumbled over: markup cut open, odd characters, numbers and addresses out of range.</summary>
internal static class HostilePieces
{
    // Above what is made of it: static fields are set in the order of the text.
    private static readonly string[] Texts =
    [
        "<",
        ">",
        "&",
        "\"",
        "'",
        "/",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
        "<?xml version='1.1' encoding='x-nothing'?>",
        "<!DOCTYPE rss [<!ENTITY a \"ক\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>",
        "&a;&b;&f;&nbsp;&bogus;&#0;&#xD800;&#x110000;&#99999999999;&amp;amp;lt;",
        "<item>",
        "</item>",
        "<entry><entry>",
        "</channel></rss>",
        "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">",
        "<content type=\"html\" xml:base=\"//[:::\" xml:lang=\"\">",
        "<link rel=\"self\" href=\"http://[::1\"/><link href=\"javascript:alert(1)\"/>",
        "<script>alert(1)</script><img src=x onerror=alert(1)><svg><style><a title=\"</style><b>\">",
        "<pubDate>৩১ ফেব্রুয়ারি ২০২৫, অপরাহ্ণ</pubDate><updated>0000-99-99T99:99:99Z</updated>",
        "<pubDate>Fri, 31 Dec 9999 23:59:60 -9959</pubDate>",
        "<ttl>99999999999999999999</ttl><skipHours><hour>-1</hour></skipHours>",
        "<enclosure url=\"\" length=\"-9223372036854775809\" type=\"\"/>",
        "<media:group xmlns:media=\"urn:other\"><media:content></media:group>",
        "xmlns=\"urn:nothing\"",
        "xmlns:atom=\"\"",
        "{\"version\":",
        "[[[[[[[[",
        "}]}]",
        "\"items\":null,",
        "\"\\ud800\\u0000\"",
        "1e999999",
        "\u202e\u2066\u200d\u200c\ufeff\ufffe\u0000\u000b",
        "ক্ষ্‌র‍্য",
        "😀",
        "\r\n\r\r\n\t",
    ];

    public static readonly byte[][] All =
    [
        .. Texts.Select(Encoding.UTF8.GetBytes),
        [0],
        [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0, 0, 0xFE, 0xFF],
        [0xED, 0xA0, 0x80], // half a surrogate pair
        [0xC0, 0xAF], // a slash that is too long
        [0xF4, 0x90, 0x80, 0x80], // beyond the last character
        [0xE0, 0xA6], // a Bengali letter cut short
        [0x80, 0x9D, 0xB4, 0xFF],
    ];
}
