using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Tests.Articles;

public sealed class ArticleKeyTests
{
    [Theory]
    [InlineData("http://khobor.example/a/1")]
    [InlineData("https://KHOBOR.example/a/1/")]
    [InlineData("https://khobor.example:443/a/1#top")]
    [InlineData("https://khobor.example/a/1?utm_source=x&fbclid=2")]
    public void One_page_has_one_key_however_its_address_is_written(string url) =>
        Assert.Equal(ArticleKey.OfUrl("https://khobor.example/a/1"), ArticleKey.OfUrl(url));

    [Theory]
    [InlineData("https://khobor.example/a/2")]
    [InlineData("https://khobor.example/A/1")]
    [InlineData("https://khobor.example/a/1?p=1")]
    [InlineData("https://khobor.example:8443/a/1")]
    [InlineData("https://other.example/a/1")]
    public void Other_pages_have_other_keys(string url) =>
        Assert.NotEqual(ArticleKey.OfUrl("https://khobor.example/a/1"), ArticleKey.OfUrl(url));

    [Fact]
    public void A_bengali_path_is_the_same_raw_and_encoded_in_either_case()
    {
        var raw = ArticleKey.OfUrl("https://khobor.example/নদী");

        Assert.Equal(raw, ArticleKey.OfUrl("https://khobor.example/%E0%A6%A8%E0%A6%A6%E0%A7%80"));
        Assert.Equal(raw, ArticleKey.OfUrl("https://khobor.example/%e0%a6%a8%e0%a6%a6%e0%a7%80"));
    }

    [Fact]
    public void A_guid_that_looks_like_a_url_is_not_that_url() =>
        Assert.NotEqual(
            ArticleKey.OfUrl("https://khobor.example/a"),
            ArticleKey.OfGuid("https://khobor.example/a")
        );

    [Fact]
    public void A_key_fits_its_column() =>
        Assert.Equal(ArticleKey.Length, ArticleKey.OfGuid(new string('ক', 5000)).Length);
}
