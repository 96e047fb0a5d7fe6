using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>Links in headers, well-formed and not.</summary>
public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("<https://a.example/>; rel=hub", "hub https://a.example/")]
    [InlineData("<https://a.example/>;rel=\"hub\",<b>;rel='self'", "hub https://a.example/|'self' b")]
    [InlineData(
        "</f?a=1,2;3>; rel=\"self alternate\"; title=\"a, <b>; rel=hub\"",
        "self+alternate /f?a=1,2;3"
    )]
    [InlineData("<a>; title=\"\\\"<x>; rel=hub\"; REL = hub", "hub a")]
    [InlineData("<a>; rel=next; rel=hub", "next a")]
    [InlineData("<a>; rel=hub; anchor=\"/elsewhere\", <b>; rel=hub", "hub b")]
    [InlineData("  , ,<a> ; rel=hub ,, <b>", "hub a")]
    [InlineData("<https://খবর.example/ফিড>; rel=self", "self https://খবর.example/ফিড")]
    [InlineData("<a>; rel=\"hub", "hub a")]
    [InlineData("<a>; rel", "")]
    [InlineData("<a>;;;rel=\"\"", "")]
    [InlineData("<a", "")]
    [InlineData("a>; rel=hub", "")]
    [InlineData("<", "")]
    [InlineData("<>;=", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_header_is_read_as_far_as_it_is_one(string? header, string expected)
    {
        var links = LinkHeader.Parse(header);

        Assert.Equal(
            expected,
            string.Join('|', links.Select(l => $"{string.Join('+', l.Relations)} {l.Target}"))
        );
    }

    [Fact]
    public void A_header_of_nothing_but_links_is_read_to_a_bound()
    {
        var header = string.Concat(Enumerable.Repeat("<a>; rel=hub,", 100_000));

        Assert.Equal(50, LinkHeader.Parse(header).Count);
    }
}
