using System.Net;
using System.Text.RegularExpressions;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Directories;

public sealed partial class TagLinkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("বন্যা", "text/html")]
    [InlineData("AC/DC", "text/html")]
    [InlineData("C#", "text/html")]
    [InlineData("package.json", "application/rss+xml")]
    [InlineData("..", "application/rss+xml")]
    public async Task Every_tag_on_a_page_leads_to_what_is_under_it(string tag, string type)
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(Some.Article with { Tags = [tag] });
        using var page = await host.SendAsync(HttpMethod.Get, "/feeds/all", ("Accept", "text/html"));
        var link = Link().Match(await page.Content.ReadAsStringAsync(Ct)).Groups["href"].Value;

        // As a browser resolves it.
        var address = new Uri(new Uri("http://feeds.khobor.example/feeds/all"), link).PathAndQuery;
        using var there = await host.SendAsync(HttpMethod.Get, address, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal(type, there.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            Some.Article.Title,
            await there.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(
        "<a href=\"(?<href>/feeds/tags/[^\"]*)\">#",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Link();
}
