using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What both stores keep to.</summary>
public abstract class EntryStoreTests : IAsyncLifetime
{
    private const string World = "international";
    private const string Sports = "sports";
    private IEntryStore? _store;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected StoreView View { get; } = new(TimeProvider.System);

    private IEntryStore Store => _store ?? throw new InvalidOperationException("No store was made.");

    public async ValueTask InitializeAsync() => _store = await Stories.WholeAsync(await CreateAsync());

    public virtual ValueTask DisposeAsync()
    {
        View.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

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
    public async Task What_is_told_again_changes_no_version()
    {
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        var gone = Some.Article;
        await Store.RetractAsync(Stories.Retraction(gone, 2), Ct);
        var before = await Store.ProbeAsync(default, Ct);

        await Store.ApplyAsync(article, replay: true, Ct);
        await Store.RetractAsync(Stories.Retraction(gone, 2), Ct);
        var after = await Store.ProbeAsync(before.Stamp, Ct);

        Assert.Equal(before.Stamp, after.Stamp);
        Assert.Null(after.Versions);
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

    [Fact]
    public async Task A_change_is_noted_before_it_returns()
    {
        View.Note(await Store.ProbeAsync(default, Ct));
        var before = await ReadAsync(World);
        Assert.True(View.IsCurrent(World, before.Stamp));

        await Store.ApplyAsync(Some.Article, replay: false, Ct);

        Assert.False(View.IsCurrent(World, before.Stamp));
        Assert.True(View.IsCurrent(World, (await ReadAsync(World)).Stamp));
        Assert.True(View.IsCurrent(Sports, (await ReadAsync(Sports)).Stamp));
    }

    [Fact]
    public async Task The_instant_of_the_newest_change_stays()
    {
        var late = Some.Article with { RevisedAt = Some.Instant.AddHours(5) };
        await Store.ApplyAsync(late, replay: false, Ct);
        await Store.ApplyAsync(Some.Article, replay: false, Ct);
        Assert.Equal(Some.Instant.AddHours(5), (await ReadAsync(World)).ModifiedAt);

        var retraction = Stories.Retraction(late, 2) with { RetractedAt = Some.Instant.AddHours(7) };
        await Store.RetractAsync(retraction, Ct);

        Assert.Equal(Some.Instant.AddHours(7), (await ReadAsync(World)).ModifiedAt);
        Assert.Null((await ReadAsync(Sports)).ModifiedAt);
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
        var ordered = await Stories.WholeAsync(new MemoryEntryStore(view, TimeProvider.System));
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

    [Fact]
    public async Task The_latest_definition_of_a_category_counts()
    {
        var category = new CategoryDefined
        {
            Slug = "weather",
            Name = "আবহাওয়া",
            State = CategoryState.Allowed,
            Version = 2,
        };
        Assert.True(await Store.DefineAsync(category, Ct));
        Assert.False(await Store.DefineAsync(category with { Version = 1, Name = "পুরোনো" }, Ct));
        Assert.False(await Store.DefineAsync(category with { Name = "একই" }, Ct));
        Assert.True(
            await Store.DefineAsync(category with { Version = 3, State = CategoryState.Blocked }, Ct)
        );

        var told = Assert.Single((await Store.ReadCategoriesAsync(Ct)).All);
        Assert.Equal(("আবহাওয়া", CategoryState.Blocked, 3), (told.Name, told.State, told.Version));
    }

    [Fact]
    public async Task A_configured_category_may_change_without_a_new_version()
    {
        var category = new CategoryDefined
        {
            Slug = "weather",
            Name = "আবহাওয়া",
            State = CategoryState.Allowed,
            Version = 0,
        };
        Assert.True(await Store.DefineAsync(category, Ct));
        Assert.False(await Store.DefineAsync(category, Ct));
        Assert.True(await Store.DefineAsync(category with { Name = "জলবায়ু" }, Ct));

        Assert.Equal("জলবায়ু", Assert.Single((await Store.ReadCategoriesAsync(Ct)).All).Name);
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

    [Fact]
    public async Task A_change_is_to_be_told_once_for_each_set_and_again_if_nobody_told_it()
    {
        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct));
        var article = Some.Article;
        await Store.ApplyAsync(article, replay: false, Ct);
        await Store.ApplyAsync(Some.Article with { Categories = [Sports] }, replay: true, Ct);

        var taken = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMilliseconds(-1), Ct);
        var again = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);
        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct));
        await Store.ApplyAsync(article with { Revision = 2 }, replay: false, Ct);
        await Store.ChangesToldAsync(again, Ct);
        var anew = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);
        await Store.ChangesToldAsync(anew, Ct);

        string[] both = [Selector.All, World];
        Assert.Equal(both, taken.Select(c => c.Selector).Where(both.Contains).Order());
        Assert.DoesNotContain(taken, c => c.Selector == Sports);
        Assert.Equal(Told(taken), Told(again));
        Assert.Equal(taken.Select(c => c.Selector).Order(), anew.Select(c => c.Selector).Order());
        Assert.All(anew, c => Assert.True(c.Version > taken[0].Version));
        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(-1), Ct));

        static IEnumerable<string> Told(IEnumerable<ChangedSet> changes) =>
            changes.Select(c => $"{c.Selector} {c.Version}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_set_that_changed_just_now_rests_before_it_is_told()
    {
        await Store.ApplyAsync(Some.Article, replay: false, Ct);

        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), Ct));
        Assert.NotEmpty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];

    private protected abstract Task<IEntryStore> CreateAsync();

    private Task<FeedSlice> ReadAsync(string selector) =>
        Store.ReadAsync(new(Selection.Of(selector), 200), Ct);
}
