using System.Globalization;
using System.Text;

namespace Syndication.Testing.Hostile;

/// <summary>Documents made to cost those who read them: 16 MiB each, or little that means much.</summary>
public static class HostileDocuments
{
    private const int Full = (16 * 1024 * 1024) - 4096;
    private const int Mebi = 1024 * 1024;
    private const string Json =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"t\",\"items\":[";

    private static readonly Dictionary<string, Func<string>> Makers = new(StringComparer.Ordinal)
    {
        ["one attribute of 16 MiB"] = () => Item($"<enclosure url='{new string('a', Full - 200)}'/>"),
        ["attributes of 3 MiB"] = () => Channel(Many($"<item><enclosure url='{Long(3)}'/></item>")),
        ["300,000 attributes"] = () => Item($"<enclosure {Numbered(300_000, i => $" a{i}='b'")}/>"),
        ["400,000 namespaces"] = () =>
            $"<rss {Numbered(400_000, i => $" xmlns:a{i}='b{i}'")}><channel/></rss>",
        ["100,000 levels"] = () => Item(Many("<a>", 300_000) + Many("</a>", 400_000)),
        ["endless levels"] = () => "<rss><channel>" + Many("<a>"),
        ["entries without end"] = () => Channel(Many("<item><title>a</title></item>")),
        ["empty entries without end"] = () => Channel(Many("<item/>")),
        ["500,000 categories"] = () => Item(Numbered(500_000, i => $"<category>c{i}</category>")),
        ["a title of 16 MiB"] = () => Channel($"<title>{new string('a', Full - 200)}</title>"),
        ["texts of 3 MiB"] = () => Channel(Many($"<item><description>{Long(3)}</description></item>")),
        ["tables in bold"] = () => Channel(Many(Html(Many("<table><b>", 60_000)))),
        ["paragraphs in bold"] = () => Channel(Many(Html(Many("<b><p>", 100_000)))),
        ["ampersands"] = () => "<rss><channel><item><description>" + Many("&"),
        ["entities"] = () => "<rss><channel><item><description>" + Many("&nbsp;", 3 * Mebi),
        ["less-than signs"] = () => "<rss><channel><item><description>" + Many("<"),
        ["tags that never close"] = () => "<rss><channel><item><description>" + Many("<a "),
        ["quotes that never close"] = () => "<rss><channel><item>" + Many("<a b=\""),
        ["quotes of both kinds"] = () => "<rss><channel><item>" + Many("<a b='c\"d"),
        ["comments that never close"] = () => "<rss><channel><item>" + Many("<!-- "),
        ["sections that never close"] = () => "<rss><channel><item>" + Many("<![CDATA["),
        ["instructions that never close"] = () => Many("<?a ") + "<rss/>",
        ["instructions without end"] = () => Many("<?a ?>") + "<rss/>",
        ["document types"] = () => Many("<!DOCTYPE ["),
        ["document types that close"] = () => "<rss>" + Many("<!DOCTYPE [>"),
        ["a million names"] = () => Channel(Numbered(1_000_000, i => $"<a{i:x}/>")),
        ["a million prefixes"] = () => Channel(Numbered(1_000_000, i => $"<a{i:x}:b/>")),
        ["prefixes under 50,000 namespaces"] = () =>
            "<rss>" + Numbered(200, Declaring) + Many("<z:b/>", 12 * Mebi),
        ["end tags under 240 levels"] = () => "<rss>" + Many("<bb>", 240 * 4) + Many("</cc>"),
        ["addresses on a base of 3 MiB"] = () => Based(Long(3), "<item><link>a</link></item>"),
        ["addresses on a base of 4,000"] = () =>
            Based(new string('b', 4000), $"<item>{Many("<enclosure url='a'/>", 9000)}</item>"),
        ["pictures on a base of 4,000"] = () =>
            Based(new string('b', 4000), Html(Many("<img src='a'/>", 3000))),
        ["small texts"] = () => Item(Many("<encoded>a &lt;b&gt; c</encoded>")),
        ["people"] = () =>
            Channel(Numbered(1500, _ => $"<item>{Numbered(500, i => $"<author>{i:x}</author>")}</item>")),
        ["tags"] = () => Json + Many("{\"tags\":[" + Numbered(1000, i => $"\"{i:x}\",") + "\"\"]},"),
        ["entity declarations"] = () => $"<!DOCTYPE a [{Many("<!ENTITY a 'b'>")}]><rss/>",
        ["a bomb"] = Bomb,
        ["end tags"] = () => "<rss><channel><item>" + Many("</b>"),
        ["NULs"] = () => "<rss><channel><item><title>" + Many("\0"),
        ["blanks"] = () => new string(' ', Full),
        ["half a surrogate"] = () => Item("<title>&#xD800;ক&#xDFFF;</title>"),
        ["base64 that means nothing"] = () =>
            Many($"<feed xmlns='http://www.w3.org/2005/Atom'><title type='a/b'>{Long(1)}"),
        ["an author of at signs"] = () => Item($"<author>{Many("a@", 3 * Mebi)}</author>"),
        ["dates that are none"] = () => Channel(Many("<item><pubDate>Thu, 14 Augusta 2025</pubDate></item>")),
        ["bases in bases"] = () =>
            Channel(
                Many(
                    $"<item xml:base='http://a.example/{new string('b', 50_000)}'><link>../c d</link></item>"
                )
            ),
        ["arrays in arrays"] = () => Json + Many("["),
        ["empty items"] = () => Json + Many("{},"),
        ["items without end"] = () => Json + Many("{\"id\":\"1\"},"),
        ["numbers for items"] = () => Json + Many("1,"),
        ["a string that never ends"] = () => Json + "{\"title\":\"" + new string('a', Full - 200),
        ["escaped halves"] = () => Json + "{\"id\":\"1\",\"title\":\"" + Many("\\ud800", 600_000) + "\"}]}",
        ["braces"] = () => "{" + Many("{"),
    };

    public static IEnumerable<string> Names => Makers.Keys;

    /// <summary>The document of a name, in UTF-8.</summary>
    public static byte[] Make(string name) => Encoding.UTF8.GetBytes(Makers[name]());

    private static string Bomb()
    {
        var declared = new StringBuilder("<!DOCTYPE rss [<!ENTITY e0 \"হা\">");
        for (var i = 1; i < 12; i++)
        {
            declared.Append(
                CultureInfo.InvariantCulture,
                $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">"
            );
        }

        return declared + "]>" + Item("<title>&e11;</title>");
    }

    private static string Declaring(int level) => $"<a {Numbered(250, i => $" xmlns:a{level}b{i}=''")}>";

    private static string Based(string path, string content) =>
        $"<rss version='2.0' xml:base='http://a.example/{path}/'><channel>{Many(content, 12 * Mebi)}</channel></rss>";

    private static string Channel(string content) =>
        $"<rss version=\"2.0\"><channel>{content}</channel></rss>";

    private static string Item(string content) => Channel($"<item>{content}</item>");

    private static string Html(string html) => $"<item><description><![CDATA[{html}]]></description></item>";

    private static string Long(int mebi) => new('a', mebi * Mebi);

    private static string Many(string piece, int length = Full - 200)
    {
        var many = new StringBuilder(length);
        for (var left = length / piece.Length; left > 0; left--)
        {
            many.Append(piece);
        }

        return many.ToString();
    }

    private static string Numbered(int count, Func<int, string> piece) =>
        string.Concat(Enumerable.Range(0, count).Select(piece));
}
