using System.Text;
using Syndication.Ingest.Sources;

namespace Syndication.Ingest.Tests.Sources;

public sealed class PreviewRequestTests
{
    [Theory]
    [InlineData("""{"url":"https://khobor.example/feed"}""", "application/json")]
    [InlineData("""{"url":"https://khobor.example/feed"}""", "Application/JSON; charset=utf-8")]
    [InlineData("""{"url":"https://khobor.example/feed"}""", "application/vnd.khobor+json")]
    [InlineData("\uFEFF {\"mood\":\"good\",\"url\":null}", "text/json")]
    public void An_object_with_a_url_names_an_address(string body, string type) =>
        Assert.True(Names(body, type));

    [Theory]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","url":"a"}""", "application/json")]
    [InlineData("""{"items":[],"url":"a"}""", "application/feed+json")]
    [InlineData("""{"title":"নমুনা"}""", "application/json")]
    [InlineData("""{"feed":{"url":"a"}}""", "application/json")]
    [InlineData("""["url"]""", "application/json")]
    [InlineData("\"url\"", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("""{"url":""", "application/json")]
    [InlineData("<rss/>", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("""{"url":"a"}""", "application/rss+xml")]
    [InlineData("""{"url":"a"}""", "text/plain")]
    [InlineData("""{"url":"a"}""", "nonsense")]
    [InlineData("""{"url":"a"}""", null)]
    public void Anything_else_is_a_document(string body, string? type) => Assert.False(Names(body, type));

    [Fact]
    public void What_is_long_or_deep_is_a_document()
    {
        Assert.False(Names("{\"a\":\"" + new string('x', 100_000) + "\",\"url\":\"a\"}", "application/json"));
        Assert.False(
            Names(
                "{\"a\":" + new string('[', 5000) + new string(']', 5000) + ",\"url\":\"a\"}",
                "application/json"
            )
        );
    }

    private static bool Names(string body, string? type) =>
        PreviewRequest.NamesAddress(Encoding.UTF8.GetBytes(body), type, out _);
}
