using System.Net;
using System.Text.Json;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Tests.Deliveries;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What people do with alerts by hand, on whichever database.</summary>
public abstract class AlertRoomTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct));

    [Fact]
    public async Task An_alert_without_an_article_reaches_its_readers_and_says_how_far_it_has_come()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(3);
        await fan.AddReadersAsync(2, topic: "sports");
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);

        var (status, answer) = await newsroom.PostAsync("", Newsroom.Draft(("image", "/a.jpg")));

        Assert.Equal(HttpStatusCode.Accepted, status);
        var id = answer.GetProperty("id").GetGuid();
        Assert.Equal("sending", answer.GetProperty("state").GetString());
        Assert.Equal(3, answer.GetProperty("estimate").GetProperty("recipients").GetInt32());
        await UntilAsync(fan, newsroom, id, "sent");
        Assert.Equal(readers, fan.Channel.Accepted.Select(r => r.Seq).Order());
        var alert = await newsroom.GetAsync(id);
        Assert.Equal("https://khobor.example/a.jpg", alert.GetProperty("image").GetString());
        Assert.Equal(3, alert.GetProperty("counts").GetProperty("delivered").GetInt32());
        Assert.Equal(
            3,
            alert.GetProperty("counts").GetProperty("webpush").GetProperty("recipients").GetInt32()
        );
        Assert.Equal(1, alert.GetProperty("progress").GetProperty("done").GetDouble());
        Assert.True(alert.GetProperty("latency").GetProperty("p90").GetDouble() > 0);
        Assert.Equal(["tests created: ", "tests sent: "], await newsroom.HistoryAsync(id));
        Assert.Equal([StreamKind.Alert], (await fan.Host.ToldAsync(Ct)).Select(e => e.Kind));
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_alert_and_says_what_differs()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var draft = Newsroom.Draft(("key", "ফেরি-১"));

        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => newsroom.PostAsync("", draft)));
        var (status, other) = await newsroom.PostAsync(
            "",
            Newsroom.Draft(("key", "ফেরি-১"), ("title", "আবার চালু"))
        );

        Assert.Single(calls, c => c.Status == HttpStatusCode.Accepted);
        Assert.Equal(7, calls.Count(c => c.Status == HttpStatusCode.OK));
        Assert.Single(calls.Select(c => c.Answer.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["title"], other.GetProperty("differs").EnumerateArray().Select(f => f.GetString()));
        await fan.DoneAsync();
        Assert.Single(await fan.Host.AlertsAsync(Ct));
        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task A_repeated_call_without_a_key_is_known_by_its_idempotency_key()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);

        var first = await newsroom.PostAsync("", Newsroom.Draft(), "call-1");
        var again = await newsroom.PostAsync("", Newsroom.Draft(), "call-1");
        var other = await newsroom.PostAsync("", Newsroom.Draft(), "call-2");

        Assert.Equal(
            [HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.Accepted],
            [first.Status, again.Status, other.Status]
        );
        var id = first.Answer.GetProperty("id").GetGuid();
        Assert.Equal(id, again.Answer.GetProperty("id").GetGuid());
        Assert.Equal(JsonValueKind.Null, (await newsroom.GetAsync(id)).GetProperty("key").ValueKind);
    }

    [Fact]
    public async Task One_alert_per_article_and_level_whoever_comes_first()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;

        var byHand = await newsroom.MakeAsync(("articleId", article.Id));
        await fan.Host.PublishAsync(article.Published(), Ct);
        var (again, _) = await newsroom.PostAsync("", Newsroom.Draft(("articleId", article.Id)), "another");
        var flash = await newsroom.PostAsync(
            "",
            Newsroom.Draft(("articleId", article.Id), ("level", "flash"))
        );
        var keyed = await newsroom.PostAsync("", Newsroom.Draft(("articleId", article.Id), ("key", "k")));

        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(HttpStatusCode.Accepted, flash.Status);
        Assert.Equal(HttpStatusCode.Accepted, keyed.Status);
        var alerts = await fan.Host.AlertsAsync(Ct);
        Assert.Equal(3, alerts.Count);
        Assert.Equal(byHand, alerts[0].Id);
    }

    [Fact]
    public async Task A_retracted_article_gets_no_alert()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        await fan.Host.PublishAsync(article.Retracted(2), Ct);

        var (status, problem) = await newsroom.PostAsync("", Newsroom.Draft(("articleId", article.Id)));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("retracted", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await fan.Host.AlertsAsync(Ct));
    }

    [Fact]
    public async Task A_draft_waits_for_approval_and_an_approved_one_for_its_sender()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(1);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("review", true));
        Assert.Equal("draft", await newsroom.StateAsync(id));

        var approved = await newsroom.PostAsync($"/{id}/approve", new { send = false });
        Assert.Equal("approved", approved.Answer.GetProperty("state").GetString());
        Assert.Empty(await fan.Host.ToldAsync(Ct));

        await newsroom.PostAsync($"/{id}/send");
        await newsroom.PostAsync($"/{id}/send");
        await newsroom.PostAsync($"/{id}/approve");
        await UntilAsync(fan, newsroom, id, "sent");
        Assert.Single(fan.Channel.Accepted);
        Assert.Equal(
            ["tests created: ", "tests approved: ", "tests sent: "],
            await newsroom.HistoryAsync(id)
        );
    }

    [Fact]
    public async Task A_correction_and_a_withdrawal_reach_whoever_had_it_and_repeats_do_nothing()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync();
        await UntilAsync(fan, newsroom, id, "sent");
        var correction = new { title = "ফেরিঘাটে চলাচল আংশিক বন্ধ", note = "সব ফেরি নয়।" };

        await newsroom.PostAsync($"/{id}/correct", correction);
        var (status, again) = await newsroom.PostAsync($"/{id}/correct", correction);
        await fan.DoneAsync();
        Assert.Equal((HttpStatusCode.OK, 2), (status, again.GetProperty("sequence").GetInt32()));
        await newsroom.PostAsync($"/{id}/withdraw", new { note = "খবরটি ভুল ছিল।" });
        await newsroom.PostAsync($"/{id}/withdraw");
        await fan.DoneAsync();

        var sent = fan.Channel.Accepted.Select(r => (r.Message.Kind, r.Message.Sequence)).Order();
        Assert.Equal(
            [
                (DispatchKind.Alert, 1),
                (DispatchKind.Alert, 1),
                (DispatchKind.Correction, 2),
                (DispatchKind.Correction, 2),
                (DispatchKind.Withdrawal, 3),
                (DispatchKind.Withdrawal, 3),
            ],
            sent
        );
        Assert.Equal("খবরটি ভুল ছিল।", fan.Channel.Accepted[^1].Message.Body);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await newsroom.PostAsync($"/{id}/correct", correction)).Status
        );
        Assert.Equal(HttpStatusCode.Conflict, (await newsroom.PostAsync($"/{id}/approve")).Status);
        Assert.Equal(
            [StreamKind.Alert, StreamKind.Correction, StreamKind.Withdrawal],
            (await fan.Host.ToldAsync(Ct)).Select(e => e.Kind)
        );
    }

    [Fact]
    public async Task A_dry_run_tells_nobody_and_takes_nobodys_place()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;

        var dry = await newsroom.MakeAsync(("articleId", article.Id), ("dryRun", true));
        await UntilAsync(fan, newsroom, dry, "sent");
        Assert.All(fan.Channel.Accepted, r => Assert.True(r.Message.DryRun));
        Assert.Empty(await fan.Host.ToldAsync(Ct));
        await fan.Host.PublishAsync(article.Published(), Ct);

        Assert.Single(await fan.Host.ToldAsync(Ct));
    }

    [Fact]
    public async Task An_estimate_tells_who_sleeps_who_has_had_enough_and_what_they_had()
    {
        await using var fan = await StartAsync();
        await fan.AddReadersAsync(4);
        // An hour before and after the minute that it is in Dhaka.
        var minute = (int)TimeProvider.System.GetUtcNow().AddHours(6).TimeOfDay.TotalMinutes;
        await fan.AddReadersAsync(
            3,
            d => (d.QuietFrom, d.QuietTo) = ((minute + 1380) % 1440, (minute + 60) % 1440)
        );
        await fan.AddReadersAsync(2, d => d.MaxPerDay = 1);
        await fan.AddReadersAsync(5, topic: "sports");
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        await newsroom.MakeAsync();
        await fan.DoneAsync();

        var (status, estimate) = await newsroom.PostAsync(
            "/estimate",
            new { topics = new[] { "আন্তর্জাতিক", "sports" }, exclude = new[] { "sports" } }
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(9, estimate.GetProperty("recipients").GetInt32());
        Assert.Equal(3, estimate.GetProperty("deferred").GetInt32());
        Assert.Equal(2, estimate.GetProperty("capped").GetInt32());
        Assert.Equal(1, estimate.GetProperty("lastDay").GetProperty("mean").GetDouble());
        Assert.Equal(9, estimate.GetProperty("lastDay").GetProperty("sampled").GetInt32());
    }

    private static Task UntilAsync(Fan fan, Newsroom newsroom, Guid id, string state) =>
        fan.UntilAsync(async () => await newsroom.StateAsync(id) == state, $"the alert to be {state}");
}
