using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What a store says has changed, and its categories.</summary>
public abstract class StoreChangeTests(RedisFixture? redis) : StoreTests(redis)
{
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
    public async Task Articles_by_which_a_set_changed_are_told_with_it_once_and_in_their_last_revision()
    {
        var (one, other) = (Some.Article, Some.Article with { Categories = [Sports] });
        await Store.ApplyAsync(one, replay: false, Ct);
        await Store.ApplyAsync(one with { Revision = 2 }, replay: false, Ct);
        await Store.ApplyAsync(Some.Article, replay: true, Ct);
        var before = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMilliseconds(-1), Ct);
        await Store.ApplyAsync(other, replay: false, Ct);
        await Store.RetractAsync(Stories.Retraction(one, 3), Ct);
        await Store.ChangesToldAsync(before, Ct);
        var after = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);

        Assert.Equal([new(one.Id, 2)], Of(before, World));
        Assert.Equal([new(one.Id, 2)], Of(before, Selector.All));
        Assert.Equal([new(one.Id, 3)], Of(after, World));
        Assert.Equal([new(other.Id, 1), new(one.Id, 3)], Of(after, Selector.All));
        Assert.Equal([new(other.Id, 1)], Of(after, Sports));
    }

    [Fact]
    public async Task Of_many_articles_the_last_ones_are_told()
    {
        var articles = Enumerable.Range(0, FeedChanged.MostArticles + 6).Select(_ => Some.Article).ToList();
        foreach (var article in articles)
            await Store.ApplyAsync(article, replay: false, Ct);

        var taken = await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct);

        Assert.Equal(articles.Skip(6).Select(a => new ChangedArticle(a.Id, 1)), Of(taken, World));
    }

    private static IReadOnlyList<ChangedArticle> Of(IEnumerable<ChangedSet> changes, string selector) =>
        Assert.Single(changes, c => c.Selector == selector).Articles;

    [Fact]
    public async Task A_set_that_changed_just_now_rests_before_it_is_told()
    {
        await Store.ApplyAsync(Some.Article, replay: false, Ct);

        Assert.Empty(await Store.TakeChangesAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), Ct));
        Assert.NotEmpty(await Store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromMinutes(1), Ct));
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
}

public sealed class MemoryStoreChangeTests() : StoreChangeTests(redis: null);

public sealed class RedisStoreChangeTests(RedisFixture redis)
    : StoreChangeTests(redis),
        IClassFixture<RedisFixture>;
