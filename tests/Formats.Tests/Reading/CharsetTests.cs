using System.Text;

namespace Syndication.Formats.Tests.Reading;

public sealed class CharsetTests
{
    private const string Bengali = "নদীর ধারে নতুন বাঁধ";

    [Theory]
    [InlineData("utf-16", "utf-16le")]
    [InlineData("utf-16BE", "utf-16be")]
    [InlineData("utf-32", "utf-32le")]
    [InlineData("utf-32BE", "utf-32be")]
    public void Wide_characters_are_seen_with_and_without_a_mark(string charset, string name)
    {
        var encoding = Encoding.GetEncoding(charset);
        var text = Rss(declared: null, Bengali);

        byte[][] documents =
        [
            [.. encoding.GetPreamble(), .. encoding.GetBytes(text)],
            encoding.GetBytes(text),
        ];

        Assert.All(documents, document => AssertRead(document, null, name, Bengali, isRight: true));
    }

    [Fact]
    public void A_byte_order_mark_beats_server_and_declaration()
    {
        byte[] document = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Rss("koi8-r", Bengali))];

        AssertRead(document, "text/xml; charset=big5", "utf-8", Bengali, isRight: true);
    }

    [Fact]
    public void The_server_beats_the_declaration()
    {
        var document = Charset("windows-1251").GetBytes(Rss("koi8-r", "Новости"));

        AssertRead(
            document,
            "application/xml; charset=\"windows-1251\"",
            "windows-1251",
            "Новости",
            isRight: true
        );
    }

    [Theory]
    [InlineData("windows-1251", "Новая плотина на реке построена за год")]
    [InlineData("koi8-r", "Новая плотина на реке построена за год")]
    [InlineData("windows-1253", "Νέο φράγμα στο ποτάμι χτίστηκε σε ένα χρόνο")]
    [InlineData("windows-1255", "סכר חדש על הנהר נבנה בתוך שנה אחת")]
    [InlineData("windows-1256", "بني سد جديد على النهر في سنة واحدة")]
    [InlineData("shift_jis", "川に新しいダムが一年でできました")]
    [InlineData("euc-jp", "川に新しいダムが一年でできました")]
    [InlineData("euc-kr", "강에 새 댐이 일 년 만에 지어졌다")]
    [InlineData("gb2312", "河上的新水坝在一年内建成了，人们很高兴")]
    [InlineData("big5", "河上的新水壩在一年內建成了，人們很高興")]
    [InlineData("windows-1252", "Nouveau barrage achevé après un été très sec")]
    public void A_text_without_label_is_known_by_its_letters(string charset, string title)
    {
        var document = Charset(charset).GetBytes(Rss(declared: null, title));

        AssertRead(document, null, charset, title, isRight: false);
    }

    [Fact]
    public void A_charset_that_its_bytes_refute_is_passed_over()
    {
        var document = Encoding.UTF8.GetBytes(Rss("us-ascii", Bengali));

        AssertRead(document, "text/xml; charset=us-ascii", "utf-8", Bengali, isRight: false);
    }

    [Fact]
    public void One_byte_text_is_no_utf_16_whatever_it_says()
    {
        var document = Encoding.UTF8.GetBytes(Rss("utf-16", Bengali));

        AssertRead(document, null, "utf-8", Bengali, isRight: false);
    }

    [Fact]
    public void A_charset_that_nobody_knows_is_told()
    {
        var document = Encoding.UTF8.GetBytes(
            Rss("x-কিছু".Replace("কিছু", "none", StringComparison.Ordinal), Bengali)
        );

        var read = FeedReader.Read(document);

        Assert.Equal(Bengali, read.Feed.Title);
        Assert.Contains("x-none", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_broken_byte_does_not_cost_a_bengali_text_its_letters()
    {
        var document = Encoding.UTF8.GetBytes(Rss("utf-8", Bengali + "?"));
        document[Array.LastIndexOf(document, (byte)'?')] = 0x92;

        AssertRead(document, null, "utf-8", Bengali + "\uFFFD", isRight: false);
    }

    [Fact]
    public void Utf_8_taken_for_latin_1_and_encoded_again_is_mended()
    {
        var twice = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Bengali));

        Assert.Equal(Bengali, FeedReader.Read(Encoding.UTF8.GetBytes(Rss(null, twice))).Feed.Title);
    }

    [Fact]
    public void Windows_quotes_under_the_name_of_latin_1_are_quotes()
    {
        var document = Charset("windows-1252").GetBytes(Rss("iso-8859-1", "L\u2019\u00e9t\u00e9"));

        AssertRead(document, null, "iso-8859-1", "L\u2019\u00e9t\u00e9", isRight: true);
    }

    private static void AssertRead(byte[] document, string? type, string charset, string title, bool isRight)
    {
        var read = FeedReader.Read(document, new() { ContentType = type });

        Assert.Equal(title, read.Feed.Title);
        Assert.Equal(charset, read.Encoding);
        Assert.Equal(isRight, read.WellFormed);
        Assert.Equal(isRight ? [] : ["charset"], read.Problems.Select(p => p.Code));
    }

    private static Encoding Charset(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name)!;

    private static string Rss(string? declared, string title)
    {
        var declaration = declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>";
        return $"{declaration}<rss version=\"2.0\"><channel><title>{title}</title></channel></rss>";
    }
}
