using System.Text.Json.Nodes;
using MassTransit.Mediator;
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

    [Fact]
    public async Task Retracted_before_it_was_out_only_those_hear_of_it_who_heard_of_the_embargo()
    {
        await using var host = new IngestHost();
        var id = await FileAsync(host, "r", "national");

        using var answer = await host.Newsroom.DeleteAsync($"/api/articles/{id}", IngestHost.Ct);
        await host.ToldAsync<ArticleStanding>(1);

        var standing = Assert.Single(host.Bus.Of<ArticleStanding>());
        Assert.Equal(
            (id, 2, PublicationState.Retracted),
            (standing.ArticleId, standing.Revision, standing.State)
        );
        Assert.Null(standing.Until);
        Assert.Empty(host.Bus.Of<ArticleRetracted>());
    }

    [Fact]
    public async Task Quarantined_under_embargo_its_end_is_told_and_let_out_again_its_embargo()
    {
        await using var host = new IngestHost();
        var id = await FileAsync(host, "q", "national");

        await FileAsync(host, "q", "কোথাও নেই");
        await host.ToldAsync<ArticleStanding>(1);
        Assert.Equal(PublicationState.Quarantined, Assert.Single(host.Bus.Of<ArticleStanding>()).State);
        await host.PostAsync(new { categories = new[] { "national" } }, $"/api/articles/{id}/release");
        await host.ToldAsync<ArticleEmbargoed>(2);

        Assert.Equal([1, 3], host.Bus.Of<ArticleEmbargoed>().Select(e => e.Revision));
        Assert.Empty(host.Bus.Of<ArticleRetracted>());
    }

    [Fact]
    public async Task What_is_quarantined_as_it_comes_is_told_to_those_who_alert()
    {
        await using var host = new IngestHost();
        var (_, answer) = await host.PostAsync(
            new
            {
                guid = "q1",
                title = "সেতু বন্ধ",
                content = "<p>খবর।</p>",
                categories = new[] { "কোথাও নেই" },
            }
        );
        await host.ToldAsync<ArticleStanding>(1);
        var standing = Assert.Single(host.Bus.Of<ArticleStanding>());
        Assert.Equal(
            ((Guid)answer["id"]!, 1, PublicationState.Quarantined),
            (standing.ArticleId, standing.Revision, standing.State)
        );
    }

    [Fact]
    public async Task What_follows_an_embargo_is_told_after_it()
    {
        await using var host = new IngestHost();
        var told = new TaskCompletionSource();
        Guid? first = null;
        host.Bus.Holds = m =>
            m is ArticleEmbargoed { Revision: 1 } e && (first ??= e.ArticleId) == e.ArticleId
                ? told.Task
                : Task.CompletedTask;

        var id = await FileAsync(host, "o", "national");
        await FileAsync(host, "o", "national", days: 2);
        var other = await FileAsync(host, "other", "national");
        await host.ToldAsync<ArticleEmbargoed>(1);
        Assert.Equal(other, Assert.Single(host.Bus.Of<ArticleEmbargoed>()).ArticleId);
        told.SetResult();
        await host.ToldAsync<ArticleEmbargoed>(3);

        Assert.Equal(
            [1, 2],
            host.Bus.Of<ArticleEmbargoed>().Where(e => e.ArticleId == id).Select(e => e.Revision)
        );
    }

    [Fact]
    public async Task Whoever_asks_hears_where_an_article_stands()
    {
        await using var host = new IngestHost();
        var id = await FileAsync(host, "a", "national");
        var (_, published) = await host.PostAsync(
            new
            {
                guid = "p",
                title = "নদী",
                categories = new[] { "national" },
            }
        );

        foreach (var article in (Guid[])[id, (Guid)published["id"]!, Guid.Empty])
            await host.The<IMediator>().Publish(new ArticleAsked(article), IngestHost.Ct);

        Assert.Equal(
            [PublicationState.Embargoed, PublicationState.Published, PublicationState.Unknown],
            host.Bus.Of<ArticleStanding>().Select(s => s.State)
        );
        Assert.Equal([true, false, false], host.Bus.Of<ArticleStanding>().Select(s => s.Until is not null));
    }

    private static async Task<Guid> FileAsync(IngestHost host, string guid, string category, int days = 1)
    {
        var (_, body) = await host.PostAsync(
            new
            {
                guid,
                title = "বাজেট ঘোষণা",
                categories = new[] { category },
                embargoUntil = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000).AddDays(days),
            }
        );
        return (Guid)body["id"]!;
    }
}
