using System.Text;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Tests.Alerts;

public sealed class AlertTextTests
{
    [Theory]
    [InlineData("<p>সেতু <b>বন্ধ</b>।</p>", "<p>বিস্তারিত।</p>", "সেতু বন্ধ।")]
    [InlineData(
        "<p> </p>",
        "<p>নৌকা &amp; ট্রলার চলছে।</p><p>আরও খবর আসছে।</p>",
        "নৌকা & ট্রলার চলছে। আরও খবর আসছে।"
    )]
    [InlineData(null, null, "")]
    public void The_body_is_the_summary_else_the_content_without_markup(
        string? summary,
        string? content,
        string body
    )
    {
        Assert.Equal(body, AlertText.BodyOf(News.Breaking with { Summary = summary, Content = content }));
    }

    [Fact]
    public void A_short_text_stays_as_it_is()
    {
        Assert.Equal("সেতু বন্ধ।", AlertText.Cut("সেতু বন্ধ।"));
    }

    [Fact]
    public void A_long_address_behind_a_word_is_cut_itself()
    {
        var cut = AlertText.Cut("আজ https://khobor.example/" + new string('x', 300));
        Assert.Equal(AlertText.Longest, cut.Length);
        Assert.StartsWith("আজ https://khobor.example/xxx", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_ends_after_a_whole_word()
    {
        var word = "র\u200D্যাব\u200C ";
        var text = string.Concat(Enumerable.Repeat(word, 60));

        var cut = AlertText.Cut(text);

        Assert.InRange(cut.Length, 150, AlertText.Longest);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.All(cut[..^1].Split(' '), w => Assert.Equal(word.TrimEnd(' '), w));
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("কা")]
    [InlineData("a\u0301")]
    public void A_text_without_blanks_is_cut_between_characters(string character)
    {
        var cut = AlertText.Cut(string.Concat(Enumerable.Repeat(character, 300)));

        Assert.InRange(cut.Length, 190, AlertText.Longest);
        Assert.Equal(0, (cut.Length - 1) % character.Length);
    }

    [Fact]
    public void One_endless_character_never_leaves_half_a_pair()
    {
        var cut = AlertText.Cut("a" + string.Concat(Enumerable.Repeat("\U000E0100", 5000)));

        Assert.InRange(cut.Length, 190, AlertText.Longest);
        Assert.Equal(cut, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
    }
}
