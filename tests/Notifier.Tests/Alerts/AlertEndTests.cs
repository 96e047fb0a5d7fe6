using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What an article's corrections and its retraction do to alerts that it made, on whichever database.</summary>
public abstract class AlertEndTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<NotifierHost> StartAsync(string automatic = "send") =>
        new(await NewDatabaseAsync(Ct), automatic);

    private static async Task<StreamKind[]> KindsAsync(NotifierHost host) =>
        [.. (await host.ToldAsync(Ct)).Select(e => e.Kind)];

    [Fact]
    public async Task What_was_retracted_raises_nothing_when_its_publication_comes_late()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;

        await host.PublishAsync(article.Retracted(2), Ct);
        await host.PublishAsync(article.Published(), Ct);

        Assert.Empty(await host.AlertsAsync(Ct));
        Assert.True((await KnownAsync(host, article.Id))!.IsRetracted);
    }

    [Fact]
    public async Task What_is_published_again_after_a_retraction_may_raise_one()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;

        await host.PublishAsync(article.Retracted(2), Ct);
        await host.PublishAsync((article with { Revision = 3 }).Published(), Ct);

        Assert.Single(await host.AlertsAsync(Ct));
        Assert.False((await KnownAsync(host, article.Id))!.IsRetracted);
    }

    [Fact]
    public async Task A_retraction_takes_back_in_public_what_was_sent_once()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(article.Retracted(2), Ct);
        await host.PublishAsync(article.Retracted(2), Ct);
        await host.PublishAsync((article with { Revision = 3 }).Published(), Ct);

        var alert = Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal((AlertState.Withdrawn, 2), (alert.State, alert.Sequence));
        Assert.Equal([StreamKind.Alert, StreamKind.Withdrawal], await KindsAsync(host));
    }

    [Fact]
    public async Task A_retraction_withdraws_in_silence_what_nobody_has_seen()
    {
        await using var host = await StartAsync("review");
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);
        Assert.Equal(AlertState.Draft, Assert.Single(await host.AlertsAsync(Ct)).State);

        await host.PublishAsync(article.Retracted(2), Ct);
        Assert.Equal(AlertState.Withdrawn, Assert.Single(await host.AlertsAsync(Ct)).State);
        Assert.Empty(await host.ToldAsync(Ct));
    }

    [Fact]
    public async Task A_correction_is_told_once_with_the_new_words()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;
        var corrected = article with
        {
            Revision = 3,
            Title = "নদীতে সেতুর একাংশ ভেঙে পড়েছে",
            Correction = "আগে লেখা হয়েছিল পুরো সেতু।",
        };

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(corrected.Revised(), Ct);
        await host.PublishAsync(corrected.Revised(), Ct);
        await host.PublishAsync((corrected with { Revision = 4 }).Revised(), Ct);
        await host.PublishAsync((corrected with { Revision = 2, Correction = "পুরোনো।" }).Revised(), Ct);

        var alert = Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal((AlertState.Corrected, corrected.Title, 2), (alert.State, alert.Title, alert.Sequence));
        Assert.Equal([StreamKind.Alert, StreamKind.Correction], await KindsAsync(host));
        var told = (await host.ToldAsync(Ct))[1];
        Assert.Contains(corrected.Title, told.Payload, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"corrected\"", told.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_corrected_before_is_not_why_it_was_retracted()
    {
        await using var host = await StartAsync();
        var article = News.Breaking;
        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(
            (article with { Revision = 2, Correction = "আগে লেখা হয়েছিল পুরো সেতু।" }).Revised(),
            Ct
        );

        await host.PublishAsync(article.Retracted(3), Ct);

        var alert = Assert.Single(await host.AlertsAsync(Ct));
        Assert.Equal((AlertState.Withdrawn, null), (alert.State, alert.Note));
        Assert.DoesNotContain("পুরো সেতু", (await host.ToldAsync(Ct))[^1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_gave_as_the_reason_stays_when_the_article_is_retracted_too()
    {
        await using var host = await StartAsync();
        using var client = host.Newsroom();
        var article = News.Breaking;
        await host.PublishAsync(article.Published(), Ct);
        var id = Assert.Single(await host.AlertsAsync(Ct)).Id;
        await new Newsroom(client).PostAsync($"/{id}/withdraw", new { note = "খবরটি ভুল ছিল।" });

        await host.PublishAsync(article.Retracted(2), Ct);

        Assert.Equal("খবরটি ভুল ছিল।", Assert.Single(await host.AlertsAsync(Ct)).Note);
    }

    [Fact]
    public async Task Whatever_the_order_a_retracted_story_ends_retracted()
    {
        await using var host = await StartAsync();
        await Parallel.ForAsync(
            0,
            20,
            AtOnce,
            async (seed, ct) =>
            {
                var article = News.Breaking;
                object[] history =
                [
                    article.Published(),
                    (article with { Revision = 2, Breaking = BreakingLevel.Flash }).Revised(),
                    (article with { Revision = 3, Correction = "সংশোধিত।" }).Revised(),
                    article.Retracted(4),
                ];
                object[] twice = [.. history, .. history];
                // A fixed seed, so that a failure comes again.
                new Random(seed).Shuffle(twice);
                await Parallel.ForEachAsync(twice, ct, async (m, token) => await host.PublishAsync(m, token));
                Assert.Equal(4, (await KnownAsync(host, article.Id))!.Revision);
            }
        );

        var alerts = await host.AlertsAsync(Ct);
        Assert.All(alerts, a => Assert.Equal(AlertState.Withdrawn, a.State));
        Assert.Equal(alerts.Count, alerts.DistinctBy(a => (a.ArticleId, a.Level)).Count());
        var told = (await host.ToldAsync(Ct)).GroupBy(e => e.AlertId).ToList();
        Assert.Equal(alerts.Count, told.Count);
        Assert.All(told, t => Assert.Equal(StreamKind.Alert, t.First().Kind));
        Assert.All(told, t => Assert.Equal(StreamKind.Withdrawal, t.Last().Kind));
    }

    private static ParallelOptions AtOnce => new() { MaxDegreeOfParallelism = 16, CancellationToken = Ct };

    private static Task<KnownArticle?> KnownAsync(NotifierHost host, Guid id) =>
        host.The<Notifier.Store.UnitOfWork>()
            .ReadAsync(async db => await db.Articles.FindAsync([id], Ct), Ct);
}

public sealed class SqliteAlertEndTests : AlertEndTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => Task.FromResult("sqlite");
}

public sealed class PostgresAlertEndTests(PostgresFixture postgres) : AlertEndTests
{
    protected override Task<string> NewDatabaseAsync(CancellationToken ct) => postgres.NewDatabaseAsync(ct);
}
