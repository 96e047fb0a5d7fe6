using System.Globalization;
using System.Text;
using Syndication.Formats.Encodings;
using Syndication.Formats.Json;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Tests.Encodings;

public sealed class Utf8OutputTests
{
    private static readonly string[] Pieces =
    [
        "ক্ষমতা ",
        "নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন।",
        "plain words of a line",
        "é÷ßŁПриветسلام",
        "漢字，仮名。\uf8ff\ud7ff\ue000\uff21",
        "😀🏳️‍🌈",
        "<p class=\"a\">&amp;</p>\\",
        "\t\r\n",
        "\r",
        "\0\u0001\u001f\u007f\u0080\u009f",
        "\ud83d",
        "\ude00",
        "\uFFFD\uFFFE\uFFFF",
        "\u07ff\u0800\u007f\u0080",
    ];

    [Fact]
    public void Text_is_what_an_encoder_makes_of_it_character_by_character()
    {
        var random = new Random(20250813);
        for (var i = 0; i < 4_000; i++)
        {
            var text = Mixed(random);

            AssertSame<XmlText>(text, One);
            AssertSame<XmlAttribute>(text, OneInAttribute);
            AssertSame<JsonText>(text, OneInJson);
        }
    }

    [Fact]
    public void Text_longer_than_a_buffer_is_whole()
    {
        var text = string.Concat(Enumerable.Repeat(string.Concat(Pieces), 300));

        AssertSame<XmlText>(text, One);
        AssertSame<JsonText>(text, OneInJson);
    }

    [Fact]
    public void Words_shown_as_HTML_in_XML_are_escaped_twice()
    {
        Assert.Equal(
            "ক &amp;lt;৩&amp;gt; &amp;amp; &amp;quot;খ&amp;quot;",
            Write<XmlTextOfWords>("ক <৩> & \"খ\"")
        );
    }

    [Theory]
    [InlineData("ক]]>খ")]
    [InlineData("]]\0>")]
    [InlineData("]\u0001\u0002]>")]
    [InlineData("a]\ud83d]\ude00\uFFFE>b")]
    [InlineData("]\0]\0]\0>]]]>>]]")]
    [InlineData("১২৩৪৫৬৭]]\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF>")]
    public void Nothing_ends_a_section_but_its_writer(string html)
    {
        var xml = $"<x><![CDATA[{Write<XmlCData>(html)}]]></x>";

        Assert.Equal(XmlCharacters.Keep(html), System.Xml.Linq.XElement.Parse(xml).Value);
    }

    private static string Mixed(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(8); i >= 0; i--)
        {
            var piece = Pieces[random.Next(Pieces.Length)];
            text.Append(piece, 0, random.Next(piece.Length + 1));
        }

        return text.ToString();
    }

    private static void AssertSame<TMarks>(string text, Func<char, char, string?> one)
        where TMarks : struct, IMarks
    {
        var expected = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            var dropped = XmlCharacters.IsLoneSurrogate(text, i) || text[i] >= '\uFFFE';
            expected.Append(
                dropped ? "" : one(text[i], next) ?? text[i].ToString(CultureInfo.InvariantCulture)
            );
        }

        Assert.Equal(expected.ToString(), Write<TMarks>(text));
    }

    private static string Write<TMarks>(string text)
        where TMarks : struct, IMarks
    {
        var buffer = new GuardedWriter();
        var output = new Utf8Output(buffer);
        output.Text<TMarks>(text);
        output.Flush();
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.Written);
    }

    private static string? One(char c, char next) =>
        c switch
        {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '\r' => next == '\n' ? "" : "\n",
            < ' ' and not ('\t' or '\n') => "",
            _ => null,
        };

    private static string? OneInAttribute(char c, char next) =>
        c switch
        {
            '"' => "&quot;",
            '\t' or '\n' => " ",
            '\r' => next == '\n' ? "" : " ",
            _ => One(c, next),
        };

    private static string? OneInJson(char c, char next) =>
        c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\t' => "\\t",
            '\n' => "\\n",
            '\r' => "\\r",
            < ' ' => "",
            _ => null,
        };
}
