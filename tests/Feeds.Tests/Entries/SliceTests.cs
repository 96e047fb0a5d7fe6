using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What is read of a store.</summary>
public abstract class SliceTests(RedisFixture? redis) : StoreTests(redis)
{
    [Fact]
    public async Task The_newest_come_first_and_ids_order_what_is_equally_new()
    {
        var articles = Enumerable
            .Range(0, 40)
            .Select(i =>
                Some.Article with
                {
                    Id = Guid.NewGuid(),
                    PublishedAt = Some.Instant.AddHours(i / 10),
                }
            )
            .ToArray();
        foreach (var article in articles)
            await Store.ApplyAsync(article, replay: false, Ct);

        var expected = articles
            .OrderByDescending(a => a.PublishedAt)
            .ThenByDescending(a => a.Id.ToString(), StringComparer.Ordinal)
            .Take(25)
            .Select(a => a.Id);
        Assert.Equal(
            expected,
            (await Store.ReadAsync(new(Selection.Of(World), 25), Ct)).Articles.Select(a => a.Id)
        );
    }

    [Fact]
    public async Task Tags_and_authors_have_sets_of_their_own_however_they_are_written()
    {
        var article = Some.Article with
        {
            Tags = ["পদ্মা সেতু", "Padma  Bridge"],
            Authors = [new("Rima DATTA")],
        };
        await Store.ApplyAsync(article, replay: false, Ct);
        await Store.ApplyAsync(Some.Article with { Tags = ["padma bridge"] }, replay: false, Ct);

        Assert.Single((await ReadAsync("tags/পদ্মা সেতু")).Articles);
        Assert.Equal(2, (await ReadAsync(Selector.OfTag(" PADMA bridge ")!)).Articles.Count);
        Assert.Single((await ReadAsync(Selector.OfAuthor("rima datta")!)).Articles);
        Assert.True((await ReadAsync("tags/padma bridge")).Known);
        Assert.False((await ReadAsync("tags/none")).Known);

        await Store.ApplyAsync(article with { Revision = 2, Tags = [] }, replay: false, Ct);
        Assert.Empty((await ReadAsync("tags/পদ্মা সেতু")).Articles);
        Assert.True((await ReadAsync("tags/পদ্মা সেতু")).Known);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_part_of_any_selection_is_what_a_plain_search_finds(int seed)
    {
        var random = new Random(seed);
        string[] slugs = ["a", "b", "c", "d"];
        var articles = Enumerable
            .Range(0, 120)
            .Select(_ =>
                Some.Article with
                {
                    Id = Guid.NewGuid(),
                    Categories = random.GetItems(slugs, random.Next(1, 4)).Distinct().ToArray(),
                    PublishedAt = Some.Instant.AddMinutes(random.Next(40)),
                }
            )
            .ToList();
        await Task.WhenAll(articles.Select(a => Store.ApplyAsync(a, replay: false, Ct)));

        for (var i = 0; i < 30; i++)
        {
            var selection =
                random.Next(3) == 0
                    ? Selection.Of(random.GetItems([.. slugs, Selector.All], 1)[0])
                    : Selection.Combine(
                        random.GetItems(slugs, random.Next(0, 4)),
                        random.GetItems(slugs, random.Next(0, 3))
                    );
            var request = new SliceRequest(selection, random.Next(1, 50))
            {
                Before = random.Next(2) == 0 ? null : Place.Of(random.GetItems(articles.ToArray(), 1)[0]),
                From = random.Next(2) == 0 ? null : Some.Instant.AddMinutes(random.Next(-1, 30)),
                Until = random.Next(2) == 0 ? null : Some.Instant.AddMinutes(random.Next(5, 42)),
            };

            var slice = await Store.ReadAsync(request, Ct);

            var (expected, older, newer) = PlainSearch.Of(articles, request);
            Assert.Equal(expected, slice.Articles.Select(a => a.Id));
            Assert.Equal((older, newer), (slice.Older, slice.Newer));
        }
    }

    [Fact]
    public async Task Page_by_page_everything_is_read_once()
    {
        for (var i = 0; i < 45; i++)
            await Store.ApplyAsync(
                Some.Article with
                {
                    PublishedAt = Some.Instant.AddMinutes(i / 9),
                    Categories = i % 3 == 0 ? [World, Sports] : [World],
                },
                replay: false,
                Ct
            );
        var read = new List<Guid>();
        var request = new SliceRequest(Selection.Combine([World], [Sports]), 7);
        while (true)
        {
            var slice = await Store.ReadAsync(request, Ct);
            read.AddRange(slice.Articles.Select(a => a.Id));
            if (slice.Older is null)
                break;
            request = request with { Before = Place.Of(slice.Articles[^1]) };
        }

        Assert.Equal(30, read.Distinct().Count());
        Assert.Equal(30, read.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_reach_as_deep_as_asked_and_the_newest_are_there_whatever_is_left_out(bool isSame)
    {
        // Of one instant the greater id is the newer one.
        Guid[] ids = [.. Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7()).Order()];
        for (var i = 0; i < 30; i++)
            await Store.ApplyAsync(
                Some.Article with
                {
                    Id = ids[i],
                    PublishedAt = Some.Instant.AddMinutes(isSame ? 0 : i),
                    Categories = i < 6 ? [World] : [World, Sports],
                },
                replay: false,
                Ct
            );
        var all = await ReadAsync(World);
        var request = new SliceRequest(Selection.Of(World), 8) { Depth = 20 };

        var first = await Store.ReadAsync(request, Ct);
        var second = await Store.ReadAsync(request with { Before = Place.Of(all.Articles[7]) }, Ct);
        var last = await Store.ReadAsync(request with { Before = Place.Of(all.Articles[15]) }, Ct);
        var beyond = await Store.ReadAsync(request with { Before = Place.Of(all.Articles[19]) }, Ct);

        Assert.Equal((8, false), (first.Articles.Count, first.IsDeepest));
        Assert.Equal((8, false), (second.Articles.Count, second.IsDeepest));
        Assert.Equal(all.Articles.Skip(16).Take(4).Select(a => a.Id), last.Articles.Select(a => a.Id));
        Assert.Equal((Place.Of(all.Articles[20]), true), (last.Older, last.IsDeepest));
        Assert.Equal((0, true), (beyond.Articles.Count, beyond.IsDeepest));
        Assert.Equal(Place.Of(all.Articles[20]), beyond.Older);
        var others = new SliceRequest(Selection.Combine([World], [Sports]), 4) { Depth = 20 };
        var left = await Store.ReadAsync(others, Ct);
        Assert.Equal((4, true), (left.Articles.Count, left.IsDeepest && left.Older is not null));
    }

    [Fact]
    public async Task An_article_that_is_withdrawn_makes_room_for_one_that_was_too_deep()
    {
        var articles = Enumerable
            .Range(0, 12)
            .Select(i => Some.Article with { PublishedAt = Some.Instant.AddMinutes(-i) })
            .ToArray();
        foreach (var article in articles)
            await Store.ApplyAsync(article, replay: false, Ct);
        var page = new SliceRequest(Selection.Of(World), 10) { Depth = 10, Before = Place.Of(articles[4]) };
        Assert.Equal(5, (await Store.ReadAsync(page, Ct)).Articles.Count);

        await Store.RetractAsync(Stories.Retraction(articles[0], 2), Ct);
        await Store.RetractAsync(Stories.Retraction(articles[6], 2), Ct);

        var after = await Store.ReadAsync(page, Ct);
        Assert.Equal(
            (Guid[])[articles[5].Id, .. articles[7..].Select(a => a.Id)],
            after.Articles.Select(a => a.Id)
        );
        Assert.False(after.IsDeepest);
        Assert.Null(after.Older);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];
}

public sealed class MemorySliceTests() : SliceTests(redis: null);

public sealed class RedisSliceTests(RedisFixture redis) : SliceTests(redis), IClassFixture<RedisFixture>;
