using Syndication.Contracts;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>Nothing about an article under embargo leaves before it is published, whichever way it was asked for.</summary>
public sealed class EmbargoedAlertTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset In(double minutes) => _time.GetUtcNow().AddMinutes(minutes);

    private static Article Article => News.Breaking with { Breaking = BreakingLevel.None, Revision = 2 };

    [Theory]
    [InlineData("post")]
    [InlineData("flash")]
    [InlineData("schedule")]
    [InlineData("approve")]
    [InlineData("send")]
    [InlineData("approve then send")]
    public async Task It_leaves_when_its_article_is_published_and_not_before(string way)
    {
        await using var fan = new Fan("sqlite", _time);
        await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Article;
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);

        var id = await AskAsync(newsroom, article.Id, way);
        Assert.Equal("scheduled", await newsroom.StateAsync(id));
        Assert.Equal(In(5), (await newsroom.GetAsync(id)).GetProperty("sendAt").GetDateTimeOffset());
        _time.Advance(TimeSpan.FromMinutes(4));
        await fan.DoneAsync();
        // Its hour has come, and it is late to be published: it still waits.
        _time.Advance(TimeSpan.FromMinutes(4));
        await fan.DoneAsync();
        Assert.Empty(fan.Channel.Accepted);
        Assert.Empty(await fan.Host.ToldAsync(Ct));

        await fan.Host.PublishAsync(article.Published(), Ct);
        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");

        Assert.Equal(2, fan.Channel.Accepted.Count);
        Assert.Equal(article.Title, fan.Channel.Accepted[0].Message.Title);
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task An_article_that_is_breaking_makes_its_alert_when_it_is_published()
    {
        await using var fan = new Fan("sqlite", _time);
        var article = Article with { Breaking = BreakingLevel.Flash };
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);
        Assert.Empty(await fan.Host.AlertsAsync(Ct));

        await fan.Host.PublishAsync(article.Published(), Ct);

        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task Moved_or_lifted_it_holds_as_long_as_the_article_and_an_hour_of_its_own_stays()
    {
        await using var fan = new Fan("sqlite", _time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Article;
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);
        var held = await newsroom.MakeAsync(("articleId", article.Id));
        var own = await newsroom.MakeAsync(("articleId", article.Id), ("key", "own"), ("sendAt", In(240)));
        await fan.Host.PublishAsync(article.Embargoed(2, In(90)), Ct);
        Assert.Equal(In(90), (await newsroom.GetAsync(held)).GetProperty("sendAt").GetDateTimeOffset());
        await fan.Host.PublishAsync(article.Embargoed(3, In(30)), Ct);
        Assert.Equal(In(30), (await newsroom.GetAsync(held)).GetProperty("sendAt").GetDateTimeOffset());

        // Left out of an edit, the embargo is over at once.
        await fan.Host.PublishAsync((article with { Revision = 4 }).Published(), Ct);
        await fan.DoneAsync();

        Assert.Equal("sent", await newsroom.StateAsync(held));
        Assert.Equal("scheduled", await newsroom.StateAsync(own));
    }

    [Fact]
    public async Task Of_two_embargoes_the_newer_counts_whichever_comes_first()
    {
        await using var fan = new Fan("sqlite", _time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Article;

        await fan.Host.PublishAsync(article.Embargoed(2, In(90)), Ct);
        var id = await newsroom.MakeAsync(("articleId", article.Id));
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);

        Assert.Equal(In(90), (await newsroom.GetAsync(id)).GetProperty("sendAt").GetDateTimeOffset());
        var another = await newsroom.MakeAsync(("articleId", article.Id), ("key", "another"));
        Assert.Equal(In(90), (await newsroom.GetAsync(another)).GetProperty("sendAt").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(PublicationState.Retracted, "the article was retracted")]
    [InlineData(PublicationState.Quarantined, "the article is in quarantine")]
    public async Task Taken_back_under_embargo_the_article_ends_its_alert_at_once(
        PublicationState state,
        string why
    )
    {
        await using var fan = new Fan("sqlite", _time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Article with { Revision = 4 };
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);
        var id = await newsroom.MakeAsync(("articleId", article.Id));

        await fan.Host.PublishAsync(WiredFan.Stands(article.Id, state, revision: 2), Ct);

        Assert.Equal("withdrawn", await newsroom.StateAsync(id));
        Assert.Equal($"system withdrawn: {why}", (await newsroom.HistoryAsync(id))[^1]);
        var (status, _) = await newsroom.PostAsync(
            "",
            Newsroom.Draft(("articleId", article.Id), ("key", "k"))
        );
        Assert.Equal(System.Net.HttpStatusCode.Conflict, status);
        // Let out of quarantine it is under embargo again, and told of like any other.
        await fan.Host.PublishAsync(article.Embargoed(3, In(5)), Ct);
        var another = await newsroom.MakeAsync(("articleId", article.Id), ("key", "k"));
        Assert.Equal("scheduled", await newsroom.StateAsync(another));
        await fan.Host.PublishAsync(article.Published(), Ct);
        Assert.Equal([another], (await fan.Host.ToldAsync(Ct)).Select(e => e.AlertId));
    }

    [Fact]
    public async Task A_rebuild_meanwhile_takes_nothing_back_and_a_retraction_does()
    {
        await using var fan = new Fan("sqlite", _time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Article;
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);
        var id = await newsroom.MakeAsync(("articleId", article.Id));

        await fan.Host.PublishAsync(article.Retracted(1) with { Replay = true }, Ct);
        Assert.Equal("scheduled", await newsroom.StateAsync(id));
        await fan.Host.PublishAsync(article.Retracted(2), Ct);
        Assert.Equal("withdrawn", await newsroom.StateAsync(id));
        await fan.Host.PublishAsync(article.Embargoed(1, In(5)), Ct);
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task What_has_its_hour_keeps_it_however_often_it_is_approved()
    {
        await using var fan = new Fan("sqlite", _time);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("review", true), ("sendAt", In(60)));

        await newsroom.PostAsync($"/{id}/approve");
        await newsroom.PostAsync($"/{id}/approve");

        Assert.Equal("scheduled", await newsroom.StateAsync(id));
        Assert.Empty(await fan.Host.ToldAsync(Ct));
    }

    private async Task<Guid> AskAsync(Newsroom newsroom, Guid article, string way)
    {
        var needsReview = way.StartsWith("approve", StringComparison.Ordinal) || way == "send";
        var id = await newsroom.MakeAsync(
            ("articleId", article),
            ("level", way == "flash" ? "flash" : "breaking"),
            ("sendAt", way == "schedule" ? In(1) : null),
            ("review", needsReview)
        );
        if (way == "approve then send")
            await newsroom.PostAsync($"/{id}/approve", new { send = false });
        if (needsReview)
            await newsroom.PostAsync(way == "approve" ? $"/{id}/approve" : $"/{id}/send");
        return id;
    }
}
