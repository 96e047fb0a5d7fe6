using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Tests.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Changes;

/// <summary>The rest of the house hears which feeds have changed.</summary>
public sealed class ChangeTellerTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Changes_that_follow_each_other_are_told_once_for_each_feed(bool overRedis)
    {
        var cache = overRedis ? await EmptyAsync() : "embedded";
        await using var host = await FeedsHost.ReadyAsync(cache: cache);
        var article = Some.Article with { Tags = ["নদী"], Authors = [], Categories = ["international"] };

        foreach (var revision in Enumerable.Range(1, 20))
            await host.TellAsync(new ArticleRevised { Article = article with { Revision = revision } });
        await ToldAsync(host, "tags/নদী", 1);
        var soFar = host.Books.Changes.Count;
        await host.TellAsync(Stories.Retraction(article, 21));
        await ToldAsync(host, "all", 2);

        // Twenty edits take a moment, but not twenty times a quarter of a second.
        Assert.InRange(soFar, 3, 9);
        Assert.Equal(
            ["all", "international", "tags/নদী"],
            host.Books.Changes.Select(c => c.Selector).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [new ChangedArticle(article.Id, 21)],
            host.Books.Changes.Last(c => c.Selector == "international").Articles
        );
        Assert.All(
            host.Books.Changes.GroupBy(c => c.Selector),
            feed => Assert.Equal(feed.Count(), feed.Select(c => c.Version).Distinct().Count())
        );
    }

    [Fact]
    public async Task A_rebuild_is_no_change()
    {
        var books = new NewsroomBooks();
        books.Articles.Add(Some.Article);
        await using var host = await FeedsHost.ReadyAsync(books);

        await host.TellAsync(
            new ArticlePublished { Article = Some.Article with { Categories = ["sports"] } }
        );
        await ToldAsync(host, "sports", 1);

        Assert.DoesNotContain(books.Changes, c => c.Selector == "international");
    }

    [Fact]
    public async Task What_two_replicas_see_is_told_by_one()
    {
        var cache = await EmptyAsync();
        await using var one = await FeedsHost.ReadyAsync(cache: cache);
        await using var other = await FeedsHost.ReadyAsync(cache: cache);

        for (var i = 0; i < 5; i++)
        {
            await (i % 2 == 0 ? one : other).TellAsync(new ArticlePublished { Article = Some.Article });
            await Waiting.UntilAsync(
                () => Versions().Count() == i + 1,
                TimeSpan.FromSeconds(20),
                $"change {i + 1}",
                Ct
            );
        }

        Assert.Equal(Versions().Count(), Versions().Distinct().Count());

        IEnumerable<long> Versions() =>
            one
                .Books.Changes.Concat(other.Books.Changes)
                .Where(c => c.Selector == Selector.All)
                .Select(c => c.Version);
    }

    private async Task<string> EmptyAsync()
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        return redis.Server.Configuration;
    }

    private static Task ToldAsync(FeedsHost host, string selector, int least) =>
        Waiting.UntilAsync(
            () => host.Books.Changes.Count(c => c.Selector == selector) >= least,
            TimeSpan.FromSeconds(20),
            $"{selector} told {least} times",
            Ct
        );
}
