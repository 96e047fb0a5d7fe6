using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What Feeds tells articles' timelines.</summary>
public sealed class FilingStepsTests
{
    [Fact]
    public async Task A_filed_article_tells_its_feeds_and_which_of_them_changed()
    {
        await using var host = await FeedsHost.ReadyAsync();
        var article = Some.Article with
        {
            Categories = ["international", "sports"],
            Authors = [],
            Tags = ["নদী"],
        };

        await host.PublishAsync(article);
        await host.TellAsync(
            new ArticleRevised { Article = article with { Revision = 2, Categories = ["books"] } }
        );

        Assert.Equal(
            [
                "1 projected: 4 feeds",
                "1 feed-changed: all, international, sports, tags/নদী",
                "2 projected: 3 feeds",
                "2 feed-changed: all, books, international, sports, tags/নদী",
            ],
            await StepsAsync(host, 4)
        );
        Assert.All(host.Books.Steps, s => Assert.Equal((article.Id, "feeds"), (s.ArticleId, s.By)));
        Assert.All(
            host.Books.Steps,
            s => Assert.True(TimeProvider.System.GetUtcNow() - s.At < TimeSpan.FromMinutes(1))
        );
    }

    [Fact]
    public async Task A_withdrawn_article_tells_the_feeds_it_has_left()
    {
        await using var host = await FeedsHost.ReadyAsync();
        var article = Some.Article with { Authors = [], Tags = [] };

        await host.PublishAsync(article);
        await host.TellAsync(Stories.Retraction(article, 2));

        Assert.Equal(
            ["2 projected: withdrawn", "2 feed-changed: all, international"],
            (await StepsAsync(host, 4))[2..]
        );
    }

    [Fact]
    public async Task What_is_told_again_late_or_by_a_rebuild_is_no_step()
    {
        var books = new NewsroomBooks();
        for (var i = 0; i < 20; i++)
            books.Articles.Add(Some.Article);
        await using var host = await FeedsHost.ReadyAsync(books);
        var article = Some.Article with { Revision = 2 };

        await host.PublishAsync(article);
        await host.PublishAsync(article);
        await host.PublishAsync(article with { Revision = 1 });
        await host.TellAsync(new ArticlePublished { Article = Some.Article, Replay = true });
        var last = Some.Article;
        await host.PublishAsync(last);

        await StepsAsync(host, 4);
        Assert.Equal([article.Id, last.Id], host.Books.Steps.Select(s => s.ArticleId).Distinct());
        Assert.Equal(4, host.Books.Steps.Count);
    }

    private static async Task<string[]> StepsAsync(FeedsHost host, int count)
    {
        await FeedsHost.UntilAsync(() => Task.FromResult(host.Books.Steps.Count >= count), $"{count} steps");
        return [.. host.Books.Steps.Select(s => $"{s.Revision} {s.Step}: {s.Detail}")];
    }
}
