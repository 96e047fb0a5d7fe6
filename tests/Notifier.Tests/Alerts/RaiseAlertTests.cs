using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Streams;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What an article's messages do to alerts, on whichever database.</summary>
public abstract class RaiseAlertTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<NotifierHost> StartAsync(string automatic = "send") =>
        new(await NewDatabaseAsync(Ct), automatic);

    private static async Task<StreamKind[]> KindsAsync(NotifierHost host) =>
        [.. (await host.ToldAsync(Ct)).Select(e => e.Kind)];

    [Fact]
    public async Task A_revision_that_was_breaking_and_comes_after_one_that_is_not_raises_nothing()
    {
        await using var host = await StartAsync();
        var late = News.Breaking;
        await host.PublishAsync((late with { Revision = 2, Breaking = BreakingLevel.None }).Revised(), Ct);
        await host.PublishAsync(late.Published(), Ct);
        Assert.Empty(await host.AlertsAsync(Ct));
    }

    [Fact]
    public async Task A_breaking_article_makes_an_alert_that_is_sent_and_told()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);

        await Waiting.UntilAsync(
            async () => (await host.AlertsAsync(Ct)).TrueForAll(a => a.State == AlertState.Sent),
            TimeSpan.FromSeconds(20),
            "the alert to be out",
            Ct
        );
        var alert = Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal(
            (article.Id, BreakingLevel.Breaking, article.Title, article.Url, "bn", AlertState.Sent, 1),
            (
                alert.ArticleId,
                alert.Level,
                alert.Title,
                alert.Url,
                alert.Language,
                alert.State,
                alert.Sequence
            )
        );
        Assert.Equal(["international"], alert.Topics);
        Assert.Equal(alert.CreatedAt, alert.SentAt);
        var told = Assert.Single(await host.ToldAsync(Ct));
        Assert.Equal((alert.Id, StreamKind.Alert), (told.AlertId, told.Kind));
        Assert.Contains($"\"feedId\":\"urn:uuid:{article.Id}\"", told.Payload, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"নদীতে সেতু ভেঙে পড়েছে\"", told.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ordinary_article_makes_none_and_leaves_no_trace()
    {
        await using var host = await StartAsync();
        var article = News.Breaking with { Breaking = BreakingLevel.None };

        await host.PublishAsync(article.Published(), Ct);

        Assert.Empty(await host.AlertsAsync(Ct));
        Assert.Null(await KnownAsync(host, article.Id));
    }

    [Fact]
    public async Task Sixteen_copies_at_once_make_one_alert()
    {
        await using var host = await StartAsync();
        var message = News.Breaking.Published();

        await Parallel.ForAsync(0, 16, AtOnce, async (_, ct) => await host.PublishAsync(message, ct));

        Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal([StreamKind.Alert], await KindsAsync(host));
    }

    [Fact]
    public async Task A_story_that_becomes_more_urgent_is_alerted_once_more()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;
        var flash = article with { Revision = 2, Breaking = BreakingLevel.Flash };

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(flash.Revised(), Ct);
        await host.PublishAsync(flash.Revised(), Ct);
        await host.PublishAsync((article with { Revision = 3 }).Revised(), Ct);

        var levels = (await host.AlertsAsync(Ct)).Select(a => a.Level).Order();
        Assert.Equal([BreakingLevel.Breaking, BreakingLevel.Flash], levels);
        Assert.Equal([StreamKind.Alert, StreamKind.Alert], await KindsAsync(host));
    }

    [Fact]
    public async Task A_lesser_level_that_comes_late_makes_none()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;

        await host.PublishAsync(
            (article with { Revision = 2, Breaking = BreakingLevel.Flash }).Revised(),
            Ct
        );
        await host.PublishAsync(article.Published(), Ct);

        Assert.Equal(BreakingLevel.Flash, Assert.Single(await host.AlertsAsync(Ct)).Level);
    }

    [Fact]
    public async Task A_replay_makes_none_and_does_not_stand_in_the_way_of_the_news()
    {
        await using var host = await StartAsync();
        var message = News.Breaking.Published();

        await host.PublishAsync(message with { Replay = true }, Ct);
        Assert.Empty(await host.AlertsAsync(Ct));

        await host.PublishAsync(message, Ct);
        Assert.Single(await host.AlertsAsync(Ct));
    }

    [Fact]
    public async Task A_draft_follows_its_article_in_silence()
    {
        await using var host = await StartAsync("review");
        var article = News.Breaking;
        var reworded = article with { Revision = 2, Title = "সেতু ভাঙার খবর যাচাই হচ্ছে" };

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(reworded.Revised(), Ct);

        var alert = Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal((AlertState.Draft, reworded.Title), (alert.State, alert.Title));
        Assert.Empty(await host.ToldAsync(Ct));
    }

    [Fact]
    public async Task Switched_off_no_article_makes_an_alert()
    {
        await using var host = await StartAsync("off");

        await host.PublishAsync(News.Breaking.Published(), Ct);

        Assert.Empty(await host.AlertsAsync(Ct));
    }

    [Fact]
    public async Task A_listener_hears_every_alert_once_and_in_order_while_many_write()
    {
        const int Stories = 120;
        await using var host = await StartAsync();
        var listener = host.The<StreamHub>().Join(new(null, BreakingLevel.Breaking))!;

        await Parallel.ForAsync(
            0,
            Stories,
            AtOnce,
            async (_, ct) => await host.PublishAsync(News.Breaking.Published(), ct)
        );

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        var heard = await listener
            .FramesAsync(deadline.Token)
            .Where(f => !f.IsComment)
            .Take(Stories)
            .Select(f => f.Seq)
            .ToListAsync(deadline.Token);
        Assert.Equal((await host.ToldAsync(Ct)).Select(e => e.Seq), heard);
    }

    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = 16, CancellationToken = Ct };

    private static Task<KnownArticle?> KnownAsync(NotifierHost host, Guid id) =>
        host.The<Notifier.Store.UnitOfWork>()
            .ReadAsync(async db => await db.Articles.FindAsync([id], Ct), Ct);
}
