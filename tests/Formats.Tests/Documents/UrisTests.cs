using Syndication.Formats.Documents;

namespace Syndication.Formats.Tests.Documents;

public sealed class UrisTests
{
    [Theory]
    [InlineData("https://example.news/a?b=c&d=%e0%A6%95#e", "https://example.news/a?b=c&d=%e0%A6%95#e")]
    [InlineData("https://example.news/খবর", "https://example.news/%E0%A6%96%E0%A6%AC%E0%A6%B0")]
    [InlineData("https://example.news/খ%E0%a6%95", "https://example.news/%E0%A6%96%E0%a6%95")]
    [InlineData("https://বাংলা.example:8443/x", "https://xn--54b7fta0cc.example:8443/x")]
    [InlineData("https://বাংলা.example", "https://xn--54b7fta0cc.example")]
    [InlineData("https://example.news?প", "https://example.news?%E0%A6%AA")]
    [InlineData(
        " https://example.news/a b\"<>\\^`{|} ",
        "https://example.news/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D"
    )]
    [InlineData("https://example.news/100%", "https://example.news/100%25")]
    [InlineData("https://[::1]:80/x[1]", "https://[::1]:80/x%5B1%5D")]
    [InlineData("https://us:pw@example.news:8443/ক", "https://us:pw@example.news:8443/%E0%A6%95")]
    [InlineData("https://example.news/😀", "https://example.news/%F0%9F%98%80")]
    public void An_IRI_becomes_a_URI(string iri, string uri)
    {
        Assert.Equal(uri, Uris.Web(iri));
        Assert.Equal(uri, Uris.Web(uri));
        Assert.True(Uri.TryCreate(uri, UriKind.Absolute, out _));
    }

    [Theory]
    [InlineData("urn:test:ক", "urn:test:%E0%A6%95")]
    [InlineData("tag:example.news,2025:ক খ", "tag:example.news,2025:%E0%A6%95%20%E0%A6%96")]
    [InlineData("7781", null)]
    [InlineData("খবর:৭", null)]
    [InlineData("a b:c", null)]
    [InlineData("1a:c", null)]
    public void A_URI_of_any_scheme_begins_with_one(string text, string? uri)
    {
        Assert.Equal(uri, Uris.Any(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("/relative")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https://")]
    [InlineData("ftp://example.news/")]
    [InlineData("https://:80/")]
    [InlineData("https://user@/")]
    [InlineData("https://example.news:port/")]
    [InlineData("https://[::1/")]
    [InlineData("https://a[b]/")]
    [InlineData("https://ক খ/")]
    [InlineData("https://ক\nখ/")]
    public void What_is_no_web_address_is_none(string? text)
    {
        Assert.Null(Uris.Web(text));
    }
}
