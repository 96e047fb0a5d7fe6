using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>An article's timeline says which feeds went out with it, and to how many.</summary>
public sealed class HubNewsTests(PostgresFixture postgres)
{
    private static readonly Guid Story = Guid.Parse("01994d2a-6f00-7abc-8def-0123456789ab");
    private static readonly ChangedArticle First = new(Story, 1);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Who_acknowledged_is_told_once_for_each_article_and_topic(string kind)
    {
        var database = kind == "sqlite" ? kind : await postgres.NewDatabaseAsync(HubScene.Ct);
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(database, time);
        await scene.AddAsync(new[] { "/one", "/two", "/bad" }.Select(scene.Callbacks.Url));
        scene.Callbacks.On("/bad", StatusCodes.Status500InternalServerError);
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.ChangeAsync("international", First);
        await HubScene.PassAsync(time, () => Task.FromResult(scene.Distributed.Count > 0));

        var step = Assert.Single(scene.Distributed);
        Assert.Equal((Story, 1, "hub /feeds/international.rss"), (step.ArticleId, step.Revision, step.By));
        Assert.Equal("2 callbacks acknowledged, 1 waits for another try", step.Detail);
        Assert.Empty(await scene.NewsAsync());

        scene.Callbacks.On("/bad", CallbackServer.Agree);
        await HubScene.PassAsync(time, async () => (await scene.SubscriptionsAsync()).All(s => s.Sent == 2));
        await HubScene.PassAsync(time, async () => await IsRestedAsync(scene));
        // The same message once more, as a bus may bring it: nothing has changed since.
        time.Advance(TimeSpan.FromMinutes(1));
        await scene.ChangeAsync("international", First);
        await HubScene.PassAsync(
            time,
            async () => (await scene.NewsAsync()).Count == 0 && await IsRestedAsync(scene)
        );
        Assert.Single(scene.Distributed);
    }

    [Fact]
    public async Task An_article_that_is_taken_back_went_out_of_the_feed()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.SubscribeAsync("/reader");
        await scene.RestedAsync();
        scene.Feeds.Put(HubScene.Path, Feed());
        await scene.ChangeAsync("international", new ChangedArticle(Story, 2));
        await HubScene.UntilAsync(() => scene.Distributed.Count > 0, "the step");
        Assert.Equal(
            (2, "1 callback acknowledged"),
            (scene.Distributed[0].Revision, scene.Distributed[0].Detail)
        );
    }

    [Fact]
    public async Task Only_what_stands_in_the_feed_went_out_with_it_and_of_that_the_last_revision()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.AddAsync([scene.Callbacks.Url("/reader")]);
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.ChangeAsync("international", First, new(Guid.NewGuid(), 1), new(Story, 2));
        await HubScene.UntilAsync(() => scene.Distributed.Count > 0, "the step");
        await scene.RestedAsync();
        Assert.Equal((Story, 2), (scene.Distributed[0].ArticleId, scene.Distributed[0].Revision));
        Assert.Single(scene.Distributed);
        Assert.Empty(await scene.NewsAsync());
    }

    [Fact]
    public async Task A_version_that_had_it_before_it_was_told_is_the_one_that_is_told()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.AddAsync([scene.Callbacks.Url("/reader")]);
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/reader").Count > 0, "the distribution");
        await scene.ChangeAsync("international", First);
        await HubScene.UntilAsync(() => scene.Distributed.Count > 0, "the step");
        Assert.Single(scene.Callbacks.Sent("/reader"));
    }

    [Fact]
    public async Task Where_nobody_but_the_hub_follows_there_is_nothing_to_tell()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.AddAsync([scene.Callbacks.Url("/reader")]);
        await scene.ReadAsync(db =>
            db.HubSubscriptions.ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Protocol, HubProtocol.SelfTest),
                HubScene.Ct
            )
        );
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.ChangeAsync("international", First);
        Assert.Empty(await scene.NewsAsync());
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/reader").Count > 0, "the distribution");
        await scene.RestedAsync();
        Assert.Empty(scene.Distributed);
    }

    [Fact]
    public async Task News_of_a_topic_that_ends_go_with_it()
    {
        var time = new Testing.Time.ManualTime();
        await using var scene = await HubScene.StartAsync(time: time);
        await scene.AddAsync([scene.Callbacks.Url("/reader")]);
        scene.Feeds.Remove(HubScene.Path);
        await scene.ChangeAsync("international", First);
        Assert.Single(await scene.NewsAsync());
        await HubScene.PassAsync(time, async () => await scene.VersionAsync() is null);
        await HubScene.PassAsync(time, async () => (await scene.NewsAsync()).Count == 0);
        Assert.Empty(scene.Distributed);
    }

    [Fact]
    public async Task However_much_changes_what_waits_is_bounded()
    {
        // Time stands still: nobody looks at the topic.
        await using var scene = await HubScene.StartAsync(time: new Testing.Time.ManualTime());
        await scene.AddAsync([scene.Callbacks.Url("/reader")]);
        for (var i = 0; i < 6; i++)
            await scene.ChangeAsync(
                "international",
                [.. Enumerable.Range(0, 100).Select(_ => new ChangedArticle(Guid.NewGuid(), 1))]
            );
        Assert.Equal(NewsNotes.MostPerTopic, (await scene.NewsAsync()).Count);
    }

    [Fact]
    public async Task Another_instance_tells_what_one_that_was_stopped_did_not()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var scene = await HubScene.StartAsync(await postgres.NewDatabaseAsync(HubScene.Ct));
        await scene.AddAsync(new[] { "/one", "/two" }.Select(scene.Callbacks.Url));
        scene.Callbacks.On("/two", (_, _) => held.Task);
        scene.Feeds.Put(HubScene.Path, Feed(Story));
        await scene.ChangeAsync("international", First);
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/two").Count > 0, "the middle of it");
        await scene.StopAsync();
        Assert.Empty(scene.Distributed);
        held.SetResult();
        scene.Callbacks.On("/two", CallbackServer.Agree);

        await using var next = scene.Another();
        await HubScene.UntilAsync(() => scene.Distributed.Count > 0, "the step");
        Assert.Equal("2 callbacks acknowledged", Assert.Single(scene.Distributed).Detail);
        await HubScene.UntilAsync(
            () =>
                next.The<UnitOfWork>()
                    .ReadAsync(async db => !await db.HubNews.AnyAsync(HubScene.Ct), HubScene.Ct),
            "nothing waits"
        );
    }

    [Fact]
    public void A_message_of_an_earlier_release_names_no_articles()
    {
        var told = JsonSerializer.Deserialize<FeedChanged>(
            """{"selector":"all","version":7,"at":"2026-11-23T04:00:00Z"}""",
            HouseJson.Options
        )!;
        Assert.Empty(told.Articles);
        var now = told with { Articles = [First] };
        var read = JsonSerializer.Deserialize<FeedChanged>(
            JsonSerializer.Serialize(now, HouseJson.Options),
            HouseJson.Options
        )!;
        Assert.Equal(now.Articles, read.Articles);
    }

    [Theory]
    [InlineData("/feeds/all.rss", "hub /feeds/all.rss")]
    [InlineData("/feeds/tags/%E0%A6%A8%E0%A6%A6%E0%A7%80.rss", "hub /feeds/tags/নদী.rss")]
    [InlineData("/feeds/tags/%00.rss", "hub /feeds/tags/%00.rss")]
    public void A_topic_is_named_as_people_read_it(string path, string name) =>
        Assert.Equal(name, NewsTelling.NameOf(path));

    [Fact]
    public void Long_names_are_cut_between_letters_and_stay_apart()
    {
        // Each of these letters is several characters.
        var letters = string.Concat(Enumerable.Repeat("ক্ষি", 40));
        var one = NewsTelling.NameOf($"/feeds/tags/{Uri.EscapeDataString(letters)}.rss");
        var other = NewsTelling.NameOf($"/feeds/tags/{Uri.EscapeDataString(letters)}.atom");
        Assert.NotEqual(one, other);
        foreach (var name in new[] { one, other })
        {
            Assert.InRange(name.Length, 50, 60);
            Assert.Matches("^hub /feeds/tags/(ক্ষি)+(ক্)?…[0-9a-f]{6}$", name);
        }
    }

    private static string Feed(params Guid[] articles) =>
        $"<rss><channel>{string.Concat(articles.Select(a => $"<guid>urn:uuid:{a}</guid>"))}</channel></rss>";

    private static async Task<bool> IsRestedAsync(HubScene scene) =>
        await scene.ReadAsync(db =>
            db.HubTopics.AllAsync(t => t.HeldUntil == null && t.DueAt == null, HubScene.Ct)
        );
}
