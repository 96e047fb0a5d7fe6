using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What is to go out at its hour, on whichever database.</summary>
public abstract class AlertScheduleTests
{
    private readonly ManualTime _time = new();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct), _time);

    private DateTimeOffset In(double minutes) => _time.GetUtcNow().AddMinutes(minutes);

    [Fact]
    public async Task A_scheduled_alert_goes_out_at_its_hour_and_once()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var at = In(1);
        var later = await newsroom.MakeAsync(("sendAt", In(60)));
        var id = await newsroom.MakeAsync(("sendAt", at));
        Assert.Equal("scheduled", await newsroom.StateAsync(id));

        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");

        Assert.InRange(
            (await newsroom.GetAsync(id)).GetProperty("sentAt").GetDateTimeOffset(),
            at,
            at.AddSeconds(30)
        );
        Assert.Equal("scheduled", await newsroom.StateAsync(later));
        Assert.Equal(2, fan.Channel.Accepted.Count);
        Assert.Single(await fan.Host.ToldAsync(Ct));
        Assert.Equal(
            ["tests created: ", "tests scheduled: 2025-08-13T06:01:00Z", "system sent: "],
            await newsroom.HistoryAsync(id)
        );
    }

    [Fact]
    public async Task It_follows_its_articles_edits_but_for_words_that_are_kept()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking with { Breaking = BreakingLevel.None, Summary = "<p>নতুন সারাংশ।</p>" };
        await fan.Host.PublishAsync(article.Published(), Ct);
        var follows = await newsroom.MakeAsync(("articleId", article.Id), ("sendAt", In(60)));
        var keeps = await newsroom.MakeAsync(
            ("articleId", article.Id),
            ("level", "flash"),
            ("sendAt", In(60)),
            ("keep", new[] { "title" })
        );
        var edited = await newsroom.MakeAsync(("articleId", article.Id), ("key", "e"), ("sendAt", In(60)));
        await newsroom.PostAsync($"/{edited}/correct", new { body = "নিজের কথা।" });

        await fan.Host.PublishAsync((article with { Revision = 2, Title = "নতুন শিরোনাম" }).Revised(), Ct);

        Assert.Equal(("নতুন শিরোনাম", "নতুন সারাংশ।"), await WordsAsync(newsroom, follows));
        Assert.Equal(("ফেরিঘাটে চলাচল বন্ধ", "নতুন সারাংশ।"), await WordsAsync(newsroom, keeps));
        Assert.Equal(("নতুন শিরোনাম", "নিজের কথা।"), await WordsAsync(newsroom, edited));
        Assert.Equal("scheduled", await newsroom.StateAsync(follows));
        Assert.Equal("system edited: revision 2 of its article", (await newsroom.HistoryAsync(follows))[^1]);
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task It_dies_with_its_article()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        var id = await newsroom.MakeAsync(("articleId", article.Id), ("sendAt", In(1)));

        await fan.Host.PublishAsync(article.Retracted(1), Ct);
        _time.Advance(TimeSpan.FromMinutes(5));
        await fan.DoneAsync();

        Assert.Equal("withdrawn", await newsroom.StateAsync(id));
        Assert.Equal("system withdrawn: the article was retracted", (await newsroom.HistoryAsync(id))[^1]);
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task What_came_due_while_nobody_ran_goes_out_unless_it_is_no_news_any_more()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var late = await newsroom.MakeAsync(("sendAt", In(600)), ("ttl", 7200));
        var tooLate = await newsroom.MakeAsync(("sendAt", In(600)), ("ttl", 600));
        // As if they had been scheduled for an hour ago, and nobody had looked since.
        var before = _time.GetUtcNow().AddHours(-1);
        await fan.ReadAsync(db =>
            db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(a => a.SendAt, (DateTimeOffset?)before), Ct)
        );

        await fan.UntilAsync(async () => await newsroom.StateAsync(late) == "sent", "the late one to be out");

        await fan.UntilAsync(
            async () => await newsroom.StateAsync(tooLate) == "withdrawn",
            "the other to be dropped"
        );
        Assert.Equal("system withdrawn: too late", (await newsroom.HistoryAsync(tooLate))[^1]);
        Assert.Equal([late], (await fan.Host.ToldAsync(Ct)).Select(e => e.AlertId));
    }

    [Fact]
    public async Task Sent_by_hand_before_its_hour_it_does_not_go_out_again()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("sendAt", In(1)), ("review", true));
        Assert.Equal("draft", await newsroom.StateAsync(id));
        await newsroom.PostAsync($"/{id}/approve");
        Assert.Equal("scheduled", await newsroom.StateAsync(id));

        await newsroom.PostAsync($"/{id}/send");
        _time.Advance(TimeSpan.FromMinutes(5));
        await fan.DoneAsync();

        Assert.Single(fan.Channel.Accepted);
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task One_that_cannot_be_sent_keeps_no_other_and_is_tried_again()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var odd = await newsroom.MakeAsync(("sendAt", In(1)), ("title", "যা পড়া যায় না"));
        var fine = await newsroom.MakeAsync(("sendAt", In(2)));
        await SetLevelAsync(fan, odd, "Odd");

        await fan.UntilAsync(
            async () => (await fan.Host.ToldAsync(Ct)).Exists(e => e.AlertId == fine),
            "the other to be out"
        );
        Assert.Single(await fan.Host.ToldAsync(Ct));
        await SetLevelAsync(fan, odd, "Breaking");

        await fan.UntilAsync(async () => await newsroom.StateAsync(odd) == "sent", "the odd one to be out");
    }

    [Fact]
    public async Task A_clock_that_is_put_back_after_it_was_sent_sends_it_no_second_time()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("sendAt", In(60)));

        _time.Jump(TimeSpan.FromHours(1.5));
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");
        _time.Jump(TimeSpan.FromHours(-4));
        _time.Advance(TimeSpan.FromHours(6));
        await fan.DoneAsync();

        Assert.Equal(2, fan.Channel.Accepted.Count);
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task Its_articles_correction_changes_its_words_in_silence_and_its_readers_see_the_newest()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking with { Breaking = BreakingLevel.None };
        await fan.Host.PublishAsync(article.Published(), Ct);
        var id = await newsroom.MakeAsync(("articleId", article.Id), ("sendAt", In(1)));
        var corrected = article with { Revision = 2, Title = "সংশোধিত শিরোনাম", Correction = "ভুল ছিল।" };
        await fan.Host.PublishAsync(corrected.Revised(), Ct);

        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");

        var told = Assert.Single(fan.Channel.Accepted).Message;
        Assert.Equal((corrected.Title, 1), (told.Title, told.Sequence));
        // What comes late says nothing new.
        await fan.Host.PublishAsync(corrected.Revised(), Ct);
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task A_retraction_in_the_minute_of_its_hour_wins_or_is_told()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        var id = await newsroom.MakeAsync(("articleId", article.Id), ("sendAt", In(1)));
        var retraction = Task.Run(() => fan.Host.PublishAsync(article.Retracted(2), Ct), Ct);
        _time.Advance(TimeSpan.FromMinutes(2));
        await retraction;
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "withdrawn", "its end");
        await fan.DoneAsync();

        var kinds = fan.Channel.Accepted.Select(a => a.Message.Kind).ToList();
        Assert.True(
            kinds.Count == 0 || kinds[^1] == DispatchKind.Withdrawal,
            $"The reader has {string.Join(", ", kinds)}."
        );
    }

    private static Task<int> SetLevelAsync(Fan fan, Guid id, string level) =>
        fan.ReadAsync(db =>
            db.Database.ExecuteSqlAsync($"""UPDATE "Alerts" SET "Level" = {level} WHERE "Id" = {id}""", Ct)
        );

    private static async Task<(string?, string?)> WordsAsync(Newsroom newsroom, Guid id)
    {
        var alert = await newsroom.GetAsync(id);
        return (alert.GetProperty("title").GetString(), alert.GetProperty("body").GetString());
    }
}
