using System.Text;
using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Html;

public sealed class HtmlStabilityTests
{
    private static readonly Uri Base = new("https://example.news/");

    private static readonly string[] Pieces = (
        "<p> </p> <div> </div> <b> </b> <i> </i> <a_href='/x'> </a> <ul> <li> </li> </ul> <table> </table> <tr> <td> </td> <th> "
        + "<caption> <tbody> <col> <colgroup> <h1> </h1> <h2> </h2> <span> </span> <section> </section> <marquee> </marquee> "
        + "<font_color=1> </font> <svg> </svg> <math> <mtext> <mi> <foreignObject> <desc> <annotation-xml> <style> </style> "
        + "<title> </title> <script> </script> <template> </template> <select> <option> </select> <button> </button> <form> "
        + "</form> <textarea> </textarea> <pre> </pre> <blockquote> <dl> <dt> <dd> </dl> <ruby> <rt> <rp> </ruby> <br> </br> "
        + "<hr> <img_src=/1> <video_src=/1> </video> <noscript> </noscript> <object> </object> <figure> <figcaption> <details> "
        + "<summary> <time> </time> <picture> <source_srcset=/7> <menu> </menu> <applet> <canvas> <video/> <nobr> </nobr> <plaintext> <xmp> </xmp> <frameset> <body> </body> <html> <head> <iframe> </iframe> <x> "
        + "<!--x--> <!--> --> x ক | & &lt; &nbsp; &amp;lt; <![CDATA[ ]]> \" ' > < = onerror= \u0001"
    )
        .Split(' ')
        .Select(p => p.Replace('_', ' ').Replace('|', '\n'))
        .ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Tag_soup_is_clean_after_one_cleaning(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 4_000; i++)
        {
            var soup = new StringBuilder();
            for (var n = random.Next(2, 16); n > 0; n--)
            {
                soup.Append(Pieces[random.Next(Pieces.Length)]);
            }

            var cleaned = HtmlCleaner.Clean(soup.ToString(), Base);
            Reparsed.AssertHarmless(cleaned);
            Assert.Equal(cleaned, HtmlCleaner.Clean(cleaned, Base));
        }
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        var wrong = 0;
        Parallel.For(
            0,
            2_000,
            i =>
            {
                var html = $"<p>{i}<b>ক</b></p>";
                if (HtmlCleaner.Clean(html, Base) != html)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        );

        Assert.Equal(0, wrong);
    }
}
