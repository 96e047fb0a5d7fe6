using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Tests.Identity;

public sealed class CanonicalUrlTests
{
    private const string Page = "https://khobor.example/national/নদী-1";

    [Theory]
    [InlineData("http://khobor.example/national/নদী-1")]
    [InlineData("https://khobor.example./national/নদী-1//")]
    [InlineData("http://khobor.example:80/national/নদী-1/#মন্তব্য")]
    [InlineData("https://khobor.example/national/%e0%a6%a8%E0%A6%A6%e0%a7%80-1")]
    [InlineData("https://khobor.example/nat%69onal/নদী-1")]
    [InlineData("https://khobor.example/x/../national/নদী-1")]
    [InlineData("https://khobor.example/national/নদী-1/index.html?UTM_Source=x&utm_medium=y")]
    [InlineData(
        "https://khobor.example/national/নদী-1?gbraid=1&wbraid=2&msclkid=3&mc_cid=4&mc_eid=5&_ga=6.7"
    )]
    [InlineData("https://khobor.example/national/নদী-1?at_medium=custom7&yclid=8&igshid=9&ref=facebook")]
    [InlineData("https://khobor.example/national/নদী-1/amp/")]
    [InlineData("https://khobor.example/national/নদী-1?amp=1")]
    [InlineData("https://khobor.example/national/নদী-1?&")]
    public void One_page_has_one_key(string twin) =>
        Assert.Equal(ArticleKey.OfUrl(Page), ArticleKey.OfUrl(twin));

    [Theory]
    [InlineData("https://www.khobor.example/national/নদী-1")]
    [InlineData("https://khobor.example/national/নদী-2")]
    [InlineData("https://khobor.example/national/নদী-1?ref=42")]
    [InlineData("https://khobor.example/national/নদী-1?page=2")]
    [InlineData("https://khobor.example/national/নদী-1#!/2")]
    [InlineData("https://khobor.example/national%2Fনদী-1")]
    public void Another_page_has_another_key(string other) =>
        Assert.NotEqual(ArticleKey.OfUrl(Page), ArticleKey.OfUrl(other));

    [Fact]
    public void The_order_of_parameters_means_nothing() =>
        Assert.Equal(
            ArticleKey.OfUrl("https://khobor.example/?p=7&lang=bn"),
            ArticleKey.OfUrl("http://khobor.example/index.php?lang=bn&utm_id=1&p=7")
        );

    [Fact]
    public void An_article_called_amp_is_not_the_front_page() =>
        Assert.NotEqual(
            ArticleKey.OfUrl("https://khobor.example/amp"),
            ArticleKey.OfUrl("https://khobor.example/")
        );

    [Fact]
    public void A_guid_that_is_an_address_survives_the_move_to_https_and_keeps_its_fragment()
    {
        Assert.Equal(
            ArticleKey.OfGuid("http://khobor.example/?p=7"),
            ArticleKey.OfGuid("https://khobor.example/?p=7")
        );
        Assert.NotEqual(
            ArticleKey.OfGuid("https://khobor.example/live#1"),
            ArticleKey.OfGuid("https://khobor.example/live#2")
        );
    }

    [Fact]
    public void A_bare_guid_means_only_what_its_sender_means()
    {
        Assert.NotEqual(ArticleKey.OfGuid("123", "source:a"), ArticleKey.OfGuid("123", "source:b"));
        Assert.Equal(ArticleKey.OfGuid("cms:123", "source:a"), ArticleKey.OfGuid("cms:123"));
    }
}
