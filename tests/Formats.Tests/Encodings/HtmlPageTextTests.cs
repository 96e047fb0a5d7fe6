using System.Text;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Tests.Encodings;

public sealed class HtmlPageTextTests
{
    private const string Bengali = "<p>হাটে এবার আগাম সবজি উঠেছে, দামও কম।</p>";
    private const string Accents = "<p>The café is “closed” – says Inés.</p>";

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("\"ISO-8859-1\"")] // on the web, another name of the same
    [InlineData("no-such-charset")]
    [InlineData(null)]
    public void Western_bytes_are_read_whatever_is_said_of_them(string? charset) =>
        Assert.Equal(Accents, HtmlPageText.Decode(Western.GetBytes(Accents), charset));

    [Theory]
    [InlineData("windows-1252", "")]
    [InlineData(null, "<meta charset=iso-8859-1>")]
    [InlineData(null, "<META http-equiv=Content-Type content='text/html; charset=utf-16'>")]
    [InlineData("utf-7", "<meta charset=koi8-r>")]
    public void Bengali_in_utf8_is_never_made_other_letters(string? charset, string meta) =>
        Assert.Equal(meta + Bengali, HtmlPageText.Decode(Encoding.UTF8.GetBytes(meta + Bengali), charset));

    [Fact]
    public void One_bad_byte_costs_one_character() =>
        Assert.Equal(
            Bengali + "\uFFFD",
            HtmlPageText.Decode([.. Encoding.UTF8.GetBytes(Bengali), 0xFF], "utf-8")
        );

    [Fact]
    public void A_declaration_behind_a_long_comment_is_found()
    {
        var page =
            $"<!-- {new string('x', 2000)} --><meta charset=windows-1251><p>Паром ходит каждый день</p>";

        Assert.Equal(
            page,
            HtmlPageText.Decode(CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(page), null)
        );
    }

    [Fact]
    public void No_bytes_are_no_text() => Assert.Equal("", HtmlPageText.Decode([], null));
}
