using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Formats.Tests;

public sealed class PlainCharacterTests
{
    [Theory]
    [InlineData("\u0093কথা\u0094 \u0096 বলা\u0085", "“কথা” – বলা…")]
    [InlineData("don\u0092t", "don’t")]
    [InlineData("ক\u0081\u008d\u008f\u0090\u009d\u007fখ", "কখ")]
    [InlineData("কখ\u0000\u001b\uFFFE\uFFFF", "কখ")]
    [InlineData("ক\u202Eখ\u202C\u2066গ\u2069", "কখগ")]
    [InlineData("র\u200D্য ক\u200Cখ 😀", "র\u200D্য ক\u200Cখ 😀")]
    [InlineData("a & b <c> \u00a0d", "a & b <c> \u00a0d")]
    public void What_was_meant_is_shown_and_what_nobody_should_see_goes(string text, string expected)
    {
        Assert.Equal(expected, PlainCharacters.Keep(text));
    }

    [Fact]
    public void Letters_read_in_the_wrong_charset_are_read_again()
    {
        Assert.Equal("খবর", PlainCharacters.Keep("à¦\u0096à¦¬à¦°"));
    }

    [Fact]
    public void Half_a_pair_goes()
    {
        Assert.Equal("কখ", PlainCharacters.Keep("ক\ud800খ\udc00"));
    }

    [Fact]
    public void A_clean_text_is_not_copied()
    {
        var text = string.Concat("নদীর পাড়ে ", "<b> & \t\n");

        Assert.Same(text, PlainCharacters.Keep(text));
    }

    [Fact]
    public void All_formats_and_the_cleaner_agree()
    {
        var entry = Some.Entry with
        {
            Title = "\u0093কথা\u0094\u202E",
            Authors = [new("মিতালী\u0085", null, null)],
        };

        Assert.Equal("“কথা”", Written.Item(entry).Element("title")!.Value);
        Assert.Equal("“কথা”", Written.JsonItem(entry).GetProperty("title").GetString());
        Assert.Equal(
            "মিতালী…",
            Written.JsonItem(entry).GetProperty("authors")[0].GetProperty("name").GetString()
        );
        Assert.Equal("“কথা”", HtmlCleaner.ToPlainText("\u0093কথা\u0094\u202E"));
        Assert.Equal("<b>“কথা”</b>", HtmlCleaner.Clean("<b>\u0093কথা\u0094\u202E</b>", baseUrl: null));
    }
}
