using System.Text;

namespace Syndication.Formats.Tests.Reading;

/// <summary>People in one line of text; the names are invented.</summary>
public sealed class PersonTests
{
    [Theory]
    [InlineData("রহিমা খাতুন", "রহিমা খাতুন", null)]
    [InlineData("rahima@example.news", null, "rahima@example.news")]
    [InlineData("রহিমা খাতুন (rahima@example.news)", "রহিমা খাতুন", "rahima@example.news")]
    [InlineData("rahima@example.news (রহিমা খাতুন)", "রহিমা খাতুন", "rahima@example.news")]
    [InlineData("রহিমা খাতুন &lt;rahima@example.news&gt;", "রহিমা খাতুন", "rahima@example.news")]
    [InlineData("\"Khatun, Rahima\" &lt;rahima@example.news&gt;", "Khatun, Rahima", "rahima@example.news")]
    [InlineData("রহিমা [rahima+news@mail.example.news]", "রহিমা", "rahima+news@mail.example.news")]
    [InlineData("রহিমা @ ঢাকা", "রহিমা @ ঢাকা", null)]
    [InlineData("@rahima", "@rahima", null)]
    [InlineData("rahima@", "rahima@", null)]
    public void A_line_is_taken_apart(string line, string? name, string? email)
    {
        var text = $"<rss version=\"2.0\"><channel><item><author>{line}</author></item></channel></rss>";

        var read = FeedReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(new Person(name, email), Assert.Single(Assert.Single(read.Feed.Entries).Authors));
    }

    [Fact]
    public void Who_is_told_twice_is_one_person()
    {
        const string Text = """
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item>
            <author>rahima@example.news (রহিমা খাতুন)</author><dc:creator>রহিমা খাতুন</dc:creator>
            <dc:creator>করিম মিয়া</dc:creator></item></channel></rss>
            """;

        var read = FeedReader.Read(Encoding.UTF8.GetBytes(Text));

        Assert.Equal(
            [new Person("রহিমা খাতুন", "rahima@example.news"), new Person("করিম মিয়া")],
            Assert.Single(read.Feed.Entries).Authors
        );
    }
}
