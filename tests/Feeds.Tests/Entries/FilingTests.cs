using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What stands in a store after any messages.</summary>
public abstract class FilingTests(RedisFixture? redis) : StoreTests(redis)
{
    [Fact]
    public async Task An_article_is_read_as_it_was_filed()
    {
        var article = Some.Article with { Image = new("https://khobor.example/নদী.jpg", "নদী", 1200, 630) };

        Assert.NotEmpty(await Store.ApplyAsync(article, replay: false, Ct));

        var read = Assert.Single((await ReadAsync(World)).Articles);
        Assert.Equal(ArticleJson.Write(article), ArticleJson.Write(read));
        Assert.Single((await ReadAsync(Selector.All)).Articles);
        Assert.Empty((await ReadAsync(Sports)).Articles);
    }

    [Fact]
    public async Task The_greatest_revision_stays_whatever_comes_last()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article with { Revision = 3, Title = "তৃতীয়" }, replay: false, Ct);

        Assert.Empty(await Store.ApplyAsync(article with { Revision = 2 }, replay: false, Ct));
        Assert.Empty(await Store.ApplyAsync(article with { Revision = 3 }, replay: false, Ct));

        Assert.Equal("তৃতীয়", Assert.Single((await ReadAsync(World)).Articles).Title);
    }

    [Fact]
    public async Task A_retraction_leaves_a_tombstone()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        await Store.RetractAsync(Stories.Retraction(article, 3), Ct);

        Assert.Empty(await Store.ApplyAsync(article, replay: true, Ct));
        Assert.Empty(await Store.ApplyAsync(article with { Revision = 3 }, replay: true, Ct));

        Assert.Empty((await ReadAsync(World)).Articles);
        Assert.Empty((await ReadAsync(Selector.All)).Articles);
    }

    [Fact]
    public async Task A_retraction_that_comes_first_stops_what_it_retracts()
    {
        var article = Some.Article;
        await Store.RetractAsync(Stories.Retraction(article, 2), Ct);

        Assert.Empty(await Store.ApplyAsync(article, replay: false, Ct));

        Assert.Empty((await ReadAsync(World)).Articles);
    }

    [Fact]
    public async Task A_later_revision_brings_a_retracted_article_back()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        await Store.RetractAsync(Stories.Retraction(article, 2), Ct);

        Assert.NotEmpty(await Store.ApplyAsync(article with { Revision = 3 }, replay: false, Ct));
        Assert.Empty(await Store.RetractAsync(Stories.Retraction(article, 2), Ct));

        Assert.Equal(3, Assert.Single((await ReadAsync(World)).Articles).Revision);
    }

    [Fact]
    public async Task An_article_leaves_the_category_that_it_lost()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        var before = await ReadAsync(World);

        await Store.ApplyAsync(
            article with
            {
                Revision = 2,
                Categories = [Sports],
                RevisedAt = Some.Instant.AddHours(1),
            },
            replay: false,
            Ct
        );

        var after = await ReadAsync(World);
        Assert.Empty(after.Articles);
        Assert.True(after.Stamp.Version > before.Stamp.Version);
        Assert.Equal(Some.Instant.AddHours(1), after.ModifiedAt);
        Assert.Single((await ReadAsync(Sports)).Articles);
        Assert.Single((await ReadAsync(Selector.All)).Articles);
    }

    [Fact]
    public async Task A_replay_may_tell_the_same_revision_in_other_words()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);

        Assert.Empty(await Store.ApplyAsync(article with { Title = "অন্য" }, replay: false, Ct));
        Assert.NotEmpty(await Store.ApplyAsync(article with { Title = "অন্য" }, replay: true, Ct));

        Assert.Equal("অন্য", Assert.Single((await ReadAsync(World)).Articles).Title);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_order_and_any_number_of_times_ends_as_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var messages = Stories.Tell(random);
        var told = messages.Concat(random.GetItems(messages, messages.Length / 2)).ToArray();
        random.Shuffle(told);

        foreach (var message in told)
            await Stories.TellAsync(Store, message);
        using var view = new StoreView(TimeProvider.System);
        var ordered = await Stories.WholeAsync(Memory(view));
        foreach (var message in messages)
            await Stories.TellAsync(ordered, message);

        foreach (var selector in (string[])[Selector.All, World, Sports, "jokes"])
            Assert.Equal(
                await Stories.DescribeAsync(ordered, selector),
                await Stories.DescribeAsync(Store, selector)
            );
        Assert.Equal(
            (await ordered.ReadAsync(new(Selection.Of(Selector.All), 1), Ct)).ModifiedAt,
            (await ReadAsync(Selector.All)).ModifiedAt
        );
    }

    [Fact]
    public async Task Many_appliers_at_once_leave_the_greatest_revision()
    {
        var articles = Enumerable.Range(0, 10).Select(_ => Some.Article).ToArray();
        var work =
            from article in articles
            from revision in Enumerable.Range(1, 20)
            select article with
            {
                Revision = revision,
                Categories = revision % 2 == 0 ? [World] : [Sports, World],
            };
        var shuffled = work.ToArray();
        new Random(7).Shuffle(shuffled);

        await Parallel.ForEachAsync(
            shuffled,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct },
            async (article, ct) => await Store.ApplyAsync(article, replay: false, ct)
        );

        var slice = await ReadAsync(World);
        Assert.Equal(10, slice.Articles.Count);
        Assert.All(slice.Articles, a => Assert.Equal(20, a.Revision));
        Assert.Empty((await ReadAsync(Sports)).Articles);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];
}

public sealed class MemoryFilingTests() : FilingTests(redis: null);

public sealed class RedisFilingTests(RedisFixture redis) : FilingTests(redis), IClassFixture<RedisFixture>;
