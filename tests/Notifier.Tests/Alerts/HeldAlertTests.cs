using System.Net;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>An alert of an article waits until the house is sure that readers may hear of that article.</summary>
public abstract class HeldAlertTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync(ManualTime? time = null) =>
        WiredFan.Start(await NewDatabaseAsync(Ct), time);

    private static DateTimeOffset In(double minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    [Fact]
    public async Task While_the_bus_is_down_it_waits_and_says_why_and_one_without_an_article_goes()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        fan.Wire().IsUp = false;

        var (status, answer) = await newsroom.PostAsync("", Newsroom.Draft(("articleId", article.Id)));
        var plain = await newsroom.MakeAsync();

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(("approved", ArticleInquiry.NoBus), (Text(answer, "state"), Text(answer, "held")));
        var id = answer.GetProperty("id").GetGuid();
        await fan.UntilAsync(async () => await newsroom.StateAsync(plain) == "sent", "the plain one");
        Assert.Equal([plain], (await fan.Host.ToldAsync(Ct)).Select(e => e.AlertId));
        Assert.Equal($"tests held: {ArticleInquiry.NoBus}", (await newsroom.HistoryAsync(id))[^1]);
        Assert.Empty(fan.Wire().Asked);

        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Published);
        fan.Wire().IsUp = true;
        await OutAsync(fan, newsroom, id);

        Assert.Equal("system sent: ", (await newsroom.HistoryAsync(id))[^1]);
        Assert.Equal(JsonValueKind.Null, (await newsroom.GetAsync(id)).GetProperty("held").ValueKind);
    }

    [Fact]
    public async Task Answered_at_once_it_goes_at_once()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Published);

        var (_, answer) = await new Newsroom(client).PostAsync(
            "",
            Newsroom.Draft(("articleId", News.Breaking.Id))
        );

        Assert.Contains(Text(answer, "state"), (string[])["sending", "sent"]);
        Assert.False(answer.TryGetProperty("held", out _));
        Assert.Single(fan.Wire().Asked);
    }

    [Theory]
    [InlineData("post")]
    [InlineData("approve")]
    [InlineData("send")]
    [InlineData("at its hour")]
    public async Task Of_an_article_under_an_embargo_that_nobody_told_it_waits_for_the_publication(string way)
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking with { Breaking = BreakingLevel.None, Revision = 2 };
        var until = In(60);

        var id = await newsroom.MakeAsync(
            ("articleId", article.Id),
            ("review", way is "approve" or "send"),
            ("sendAt", way == "at its hour" ? In(0.02) : null)
        );
        if (way is "approve" or "send")
            await newsroom.PostAsync($"/{id}/{way}");
        await fan.UntilAsync(
            async () => await HeldAsync(newsroom, id) == ArticleInquiry.Unheard,
            "the doubt"
        );
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Embargoed, until: until);
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "scheduled", "the embargo");

        Assert.Equal(until, SendAt(await newsroom.GetAsync(id)), TimeSpan.FromMilliseconds(1));
        Assert.Empty(await fan.Host.ToldAsync(Ct));
        await fan.Host.PublishAsync(article.Published(), Ct);
        await OutAsync(fan, newsroom, id);
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Theory]
    [InlineData(PublicationState.Retracted, "the article was retracted")]
    [InlineData(PublicationState.Quarantined, "the article is in quarantine")]
    public async Task Of_an_article_that_nobody_may_hear_of_it_ends_with_the_reason(
        PublicationState state,
        string why
    )
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        fan.Wire().Ingest = a => WiredFan.Stands(a, state, revision: 3);

        var id = await newsroom.MakeAsync(("articleId", News.Breaking.Id));
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "withdrawn", "its end");

        Assert.Equal($"system withdrawn: {why}", (await newsroom.HistoryAsync(id))[^1]);
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task Of_an_article_that_is_filed_later_it_goes_when_that_is_out()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking with { Breaking = BreakingLevel.None };
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Unknown, revision: 0);
        var id = await newsroom.MakeAsync(("articleId", article.Id));
        await fan.UntilAsync(async () => await HeldAsync(newsroom, id) == ArticleInquiry.Unknown, "no such");
        await fan.UntilAsync(() => Task.FromResult(fan.Wire().Asked.Count > 2), "it to be asked again");

        // Ordinary and of a first revision, its news leaves no trace here: the next answer tells.
        await fan.Host.PublishAsync(article.Published(), Ct);
        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Published);
        await OutAsync(fan, newsroom, id);

        Assert.Equal(
            [
                "tests created: ",
                $"tests held: {ArticleInquiry.Unheard}",
                $"system held: {ArticleInquiry.Unknown}",
                "system sent: ",
            ],
            await newsroom.HistoryAsync(id)
        );
    }

    [Fact]
    public async Task Of_an_article_that_is_known_to_be_out_it_goes_without_a_question()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        await fan.Host.PublishAsync(article.Published(), Ct);

        var id = await newsroom.MakeAsync(("articleId", article.Id), ("level", "flash"));
        await OutAsync(fan, newsroom, id);

        Assert.Empty(fan.Wire().Asked);
        // News of its end is on its way where the bus is down.
        fan.Wire().IsUp = false;
        var another = await newsroom.MakeAsync(("articleId", article.Id), ("key", "another"));
        Assert.Equal(ArticleInquiry.NoBus, await HeldAsync(newsroom, another));
    }

    [Fact]
    public async Task Forced_it_goes_in_doubt_and_breaks_no_embargo_that_is_known()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var secret = News.Breaking;
        await fan.Host.PublishAsync(secret.Embargoed(1, In(60)), Ct);
        fan.Wire().IsUp = false;

        var held = await newsroom.MakeAsync(("articleId", News.Breaking.Id));
        Assert.Equal("approved", await newsroom.StateAsync(held));
        await newsroom.PostAsync($"/{held}/send");
        await newsroom.PostAsync($"/{held}/approve");
        Assert.Equal("approved", await newsroom.StateAsync(held));
        Assert.Equal(2, (await newsroom.HistoryAsync(held)).Count);
        await newsroom.PostAsync($"/{held}/send", new { force = true });
        var forced = await newsroom.MakeAsync(("articleId", News.Breaking.Id), ("force", true));
        var kept = await newsroom.MakeAsync(("articleId", secret.Id), ("force", true));

        await OutAsync(fan, newsroom, held);
        await OutAsync(fan, newsroom, forced);
        Assert.Equal($"tests sent: forced: {ArticleInquiry.NoBus}", (await newsroom.HistoryAsync(held))[^1]);
        Assert.Equal("scheduled", await newsroom.StateAsync(kept));
        await newsroom.PostAsync($"/{kept}/send", new { force = true });
        Assert.Equal("scheduled", await newsroom.StateAsync(kept));
        Assert.Equal(2, (await fan.Host.ToldAsync(Ct)).Count);
    }

    [Fact]
    public async Task The_first_news_of_its_article_lets_it_out_in_its_own_words()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        fan.Wire().IsUp = false;
        var id = await newsroom.MakeAsync(("articleId", article.Id));

        await fan.Host.PublishAsync(article.Published(), Ct);

        Assert.Equal("ফেরিঘাটে চলাচল বন্ধ", (await newsroom.GetAsync(id)).GetProperty("title").GetString());
        Assert.Equal([id], (await fan.Host.ToldAsync(Ct)).Select(e => e.AlertId));
    }

    [Fact]
    public async Task What_waits_for_its_sender_no_answer_sends()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        var id = await newsroom.MakeAsync(("articleId", article.Id), ("review", true));
        await newsroom.PostAsync($"/{id}/approve", new { send = false });

        await fan.Host.PublishAsync(WiredFan.Stands(article.Id, PublicationState.Published), Ct);
        await fan.Host.PublishAsync((article with { Breaking = BreakingLevel.None }).Published(), Ct);

        Assert.Equal("approved", await newsroom.StateAsync(id));
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task An_answer_that_the_news_has_overtaken_lets_nothing_out()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        fan.Wire().IsUp = false;
        var id = await newsroom.MakeAsync(("articleId", article.Id));

        await fan.Host.PublishAsync(article.Retracted(2), Ct);
        await fan.Host.PublishAsync(WiredFan.Stands(article.Id, PublicationState.Published), Ct);

        Assert.Equal("withdrawn", await newsroom.StateAsync(id));
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task Without_an_answer_while_it_is_news_it_ends_with_the_reason()
    {
        await using var fan = await StartAsync(_time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        fan.Wire().IsUp = false;
        var start = _time.GetUtcNow();
        var id = await newsroom.MakeAsync(("articleId", News.Breaking.Id), ("ttl", 600));

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("approved", await newsroom.StateAsync(id));
        _time.Advance(TimeSpan.FromMinutes(1.5));
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "withdrawn", "its end");

        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(12));
        Assert.Equal(
            $"system withdrawn: too late: {ArticleInquiry.NoBus}",
            (await newsroom.HistoryAsync(id))[^1]
        );
    }

    [Fact]
    public async Task More_than_are_asked_for_at_once_are_all_answered()
    {
        const int Alerts = 120;
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        fan.Wire().IsUp = false;
        for (var i = 0; i < Alerts; i++)
            await newsroom.MakeAsync(("articleId", Guid.CreateVersion7()));

        fan.Wire().Ingest = a => WiredFan.Stands(a, PublicationState.Published);
        fan.Wire().IsUp = true;

        await fan.UntilAsync(
            async () => (await fan.Host.AlertsAsync(Ct)).TrueForAll(a => a.IsOut),
            "all to be out"
        );
    }

    private static Task OutAsync(Fan fan, Newsroom newsroom, Guid id) =>
        fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");

    private static async Task<string?> HeldAsync(Newsroom newsroom, Guid id) =>
        Text(await newsroom.GetAsync(id), "held");

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    private static DateTimeOffset SendAt(JsonElement json) => json.GetProperty("sendAt").GetDateTimeOffset();
}
