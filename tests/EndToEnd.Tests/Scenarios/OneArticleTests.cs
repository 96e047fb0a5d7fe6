using System.Net;
using System.Net.Http.Headers;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>One article's way from the newsroom to whoever reads.</summary>
public abstract class OneArticleTests(Deployment house)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Feeds =
    [
        "/feeds/international.rss",
        "/feeds/international.atom",
        "/feeds/international.json",
        "/feeds/all.rss",
        "/feeds/all.atom",
        "/feeds/all.json",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Breaking_news_is_in_every_feed_under_one_identity_and_alerts_once()
    {
        await using var listener = await AlertListener.OpenAsync(house.Reader, "international", Ct);
        var draft = new Draft { Title = $"ভোরে থেমে গেল ঘূর্ণিঝড় {Guid.NewGuid()}", Breaking = "breaking" };

        var stored = await house.Editor.PostAsync(draft, Ct);
        Assert.Equal($"urn:uuid:{stored.Id}", stored.FeedId);
        Assert.Equal(["international"], stored.Categories);
        await listener.WaitForAsync(draft.Title!, Ct);
        foreach (var feed in Feeds)
            await ShownAsync(feed, stored.FeedId, draft.Title);

        // An edit of the same story and a repeat of the same post raise no second alert; the next story's alert,
        // which comes after theirs would have come, tells that they did not.
        await house.Editor.PostAsync(draft with { Summary = "সকাল থেকে আকাশ পরিষ্কার।" }, Ct);
        await house.Editor.PostAsync(draft with { Summary = "সকাল থেকে আকাশ পরিষ্কার।" }, Ct);
        var next = new Draft { Title = $"বন্দরে সংকেত নামানো হলো {Guid.NewGuid()}", Breaking = "breaking" };
        await house.Editor.PostAsync(next, Ct);
        await listener.WaitForAsync(next.Title!, Ct);
        Assert.Equal(["alert"], listener.About(draft.Title!));
    }

    [Fact]
    public async Task An_edit_shows_once_and_keeps_the_publication_date()
    {
        var draft = new Draft { Title = $"মেলায় এক লাখ দর্শক {Guid.NewGuid()}" };
        var first = await house.Editor.PostAsync(draft, Ct);
        await ShownAsync(Feeds[0], first.FeedId, draft.Title);
        var before = Assert.Single(await house.Reader.ItemsAsync(Feeds[0], Ct), i => i.Id == first.FeedId);

        var edited = $"মেলায় দুই লাখ দর্শক {Guid.NewGuid()}";
        var second = await house.Editor.PostAsync(draft with { Title = edited }, Ct);

        Assert.Equal((first.Id, 2), (second.Id, second.Revision));
        foreach (var feed in Feeds)
        {
            await ShownAsync(feed, first.FeedId, edited);
            var item = Assert.Single(await house.Reader.ItemsAsync(feed, Ct), i => i.Id == first.FeedId);
            Assert.Equal(before.Published, Seconds(item.Published));
        }
    }

    [Fact]
    public async Task A_retraction_takes_the_article_out_of_every_feed()
    {
        var stored = await house.Editor.PostAsync(new Draft(), Ct);
        foreach (var feed in Feeds)
            await ShownAsync(feed, stored.FeedId, stored.Title);

        using var retraction = await house.Editor.DeleteAsync($"/api/articles/{stored.Id}?reason=ভুল", Ct);
        using var again = await house.Editor.DeleteAsync($"/api/articles/{stored.Id}", Ct);

        Assert.Equal(HttpStatusCode.NoContent, retraction.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        foreach (var feed in Feeds)
            await GoneAsync(feed, stored.FeedId);
    }

    [Fact]
    public async Task A_reader_who_has_the_newest_is_told_so_and_one_who_has_not_gets_it()
    {
        const string Feed = "/feeds/international.atom";
        var stored = await house.Editor.PostAsync(new Draft(), Ct);
        await ShownAsync(Feed, stored.FeedId, stored.Title);
        using var first = await house.Reader.GetAsync(Feed, Ct);
        var tag = Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag);
        Assert.False(tag.IsWeak);

        using var unchanged = await AskAsync(Feed, tag);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(tag, unchanged.Headers.ETag);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync(Ct));

        var newer = await house.Editor.PostAsync(new Draft(), Ct);
        await ShownAsync(Feed, newer.FeedId, newer.Title);
        using var changed = await AskAsync(Feed, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
    }

    private async Task<HttpResponseMessage> AskAsync(string feed, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, feed);
        request.Headers.IfNoneMatch.Add(tag);
        return await house.Reader.SendAsync(request, Ct);
    }

    private Task ShownAsync(string feed, string id, string? title) =>
        Waiting.UntilAsync(
            async () =>
                (await house.Reader.ItemsAsync(feed, Ct)).Count(i => i.Id == id && i.Title == title) == 1,
            Patience,
            $"'{title}' once in {feed}",
            Ct
        );

    private Task GoneAsync(string feed, string id) =>
        Waiting.UntilAsync(
            async () => (await house.Reader.ItemsAsync(feed, Ct)).All(i => i.Id != id),
            Patience,
            $"{id} out of {feed}",
            Ct
        );

    // RSS tells whole seconds only.
    private static DateTimeOffset? Seconds(DateTimeOffset? instant) =>
        instant is { } i ? new(i.Ticks - i.Ticks % TimeSpan.TicksPerSecond, i.Offset) : null;

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : OneArticleTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : OneArticleTests(house);
}
