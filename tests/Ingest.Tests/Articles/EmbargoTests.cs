using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Ingest.Tests.Articles;

public sealed class EmbargoTests
{
    [Fact]
    public async Task An_embargoed_article_is_told_of_when_its_time_has_come_and_not_before()
    {
        await using var host = new IngestHost();
        var until = DateTimeOffset.FromUnixTimeMilliseconds(
            TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds()
        );

        var (status, body) = await host.PostAsync(
            new
            {
                guid = "e",
                title = "বাজেট ঘোষণা",
                categories = new[] { "national" },
                embargoUntil = until,
            }
        );
        Assert.Equal((201, "embargoed"), (status, (string?)body["state"]));
        await host.ToldAsync<ArticleEmbargoed>(1);
        Assert.Empty(host.Bus.Of<ArticlePublished>());
        Assert.Equal(until, Assert.Single(host.Bus.Of<ArticleEmbargoed>()).Until);
        await host.ToldAsync<ArticlePublished>(1);

        var told = Assert.Single(host.Bus.Of<ArticlePublished>()).Article;
        Assert.InRange(TimeProvider.System.GetUtcNow() - until, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal((until, 2), (told.PublishedAt, told.Revision));
        JsonNode stored = await host.GetAsync($"/api/articles/{told.Id}");
        Assert.Equal("published", (string?)stored["state"]);
    }
}
