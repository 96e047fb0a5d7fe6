using System.Net;
using System.Text.Json;
using Syndication.Notifier.Tests.Deliveries;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>Alerts that are taken back or made other before anybody has seen them, and what is left of them.</summary>
public abstract class AlertChangesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<Fan> StartAsync() => new(await NewDatabaseAsync(Ct));

    [Fact]
    public async Task What_is_cancelled_never_goes_out_and_what_is_out_is_not_cancelled()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var draft = await newsroom.MakeAsync(("review", true));
        var sent = await newsroom.MakeAsync();

        Assert.Equal(HttpStatusCode.OK, (await newsroom.PostAsync($"/{draft}/cancel")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await newsroom.PostAsync($"/{draft}/send")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await newsroom.PostAsync($"/{sent}/cancel")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.PostAsync($"/{Guid.Empty}/cancel")).Status);
        Assert.Equal([sent], (await fan.Host.ToldAsync(Ct)).Select(e => e.AlertId));
    }

    [Fact]
    public async Task What_nobody_has_seen_leaves_its_place_when_it_is_taken_back()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking with { Id = Guid.CreateVersion7() };
        var later = fan.Host.The<TimeProvider>().GetUtcNow().AddHours(1);
        var first = await newsroom.MakeAsync(("articleId", article.Id), ("sendAt", later));
        Assert.Equal(HttpStatusCode.OK, (await newsroom.PostAsync($"/{first}/cancel")).Status);

        var second = await newsroom.MakeAsync(("articleId", article.Id));
        Assert.NotEqual(first, second);
        Assert.Equal("withdrawn", await newsroom.StateAsync(first));
        Assert.Equal(JsonValueKind.Null, (await newsroom.GetAsync(first)).GetProperty("key").ValueKind);
        // What was out keeps it: readers have it.
        await newsroom.PostAsync($"/{second}/withdraw");
        var (status, again) = await newsroom.PostAsync("", Newsroom.Draft(("articleId", article.Id)));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(second, again.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_words_before_an_edit_and_a_correction_stay_in_its_history()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("review", true), ("title", "প্রথম"));
        await newsroom.PostAsync($"/{id}/correct", new { title = "দ্বিতীয়" });
        await newsroom.PostAsync($"/{id}/send");
        await newsroom.PostAsync($"/{id}/correct", new { title = "তৃতীয়", note = "ভুল ছিল।" });

        var words = (await newsroom.GetAsync(id))
            .GetProperty("history")
            .EnumerateArray()
            .Where(a => a.TryGetProperty("before", out _))
            .Select(a =>
                (a.GetProperty("act").GetString(), a.GetProperty("before").GetProperty("title").GetString())
            );
        Assert.Equal([("edited", "প্রথম"), ("corrected", "দ্বিতীয়")], words);
    }

    [Fact]
    public async Task What_waits_for_its_hour_is_made_other_and_its_history_says_what()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var (soon, later) = (In(60), In(120));
        var id = await newsroom.MakeAsync(("sendAt", soon), ("title", "প্রথম"));

        var (status, view) = await newsroom.PatchAsync(
            id,
            new
            {
                title = "দ্বিতীয়",
                topics = (string[])["খেলাধুলা"],
                level = "flash",
                ttl = 600,
                sendAt = later,
                body = (string?)null,
            }
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ("scheduled", "দ্বিতীয়", "flash", 600),
            (
                Text(view, "state"),
                Text(view, "title"),
                Text(view, "level"),
                view.GetProperty("ttl").GetInt32()
            )
        );
        Assert.Equal("sports", view.GetProperty("topics")[0].GetString());
        Assert.Equal("কুয়াশা না কাটা পর্যন্ত ফেরি ছাড়বে না।", Text(view, "body"));
        Assert.Equal(later, view.GetProperty("sendAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        var acts = view.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(
            ("edited", "title, topics, level, sendAt, ttl"),
            (Text(acts[^2], "act"), Text(acts[^2], "detail"))
        );
        Assert.Equal("প্রথম", Text(acts[^2].GetProperty("before"), "title"));
        Assert.Equal("scheduled", Text(acts[^1], "act"));
    }

    [Fact]
    public async Task The_same_words_and_hour_again_are_no_edit()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var hour = In(60);
        var id = await newsroom.MakeAsync(("sendAt", hour), ("ttl", 600));
        var acts = await newsroom.HistoryAsync(id);

        var (status, _) = await newsroom.PatchAsync(
            id,
            new
            {
                title = "ফেরিঘাটে চলাচল বন্ধ",
                sendAt = hour,
                ttl = 600,
            }
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(acts, await newsroom.HistoryAsync(id));
    }

    [Fact]
    public async Task An_hour_that_is_past_lets_it_out_and_what_is_out_is_made_other_no_more()
    {
        await using var fan = await StartAsync();
        var readers = await fan.AddReadersAsync(2);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("sendAt", In(60)));
        var draft = await newsroom.MakeAsync(("review", true));

        Assert.Equal(HttpStatusCode.OK, (await newsroom.PatchAsync(id, new { sendAt = In(-1) })).Status);
        await newsroom.PatchAsync(draft, new { sendAt = In(-1) });

        await fan.UntilAsync(async () => await newsroom.StateAsync(id) == "sent", "it to be out");
        Assert.Equal(readers, fan.Channel.Accepted.Select(r => r.Seq).Order());
        Assert.Equal("draft", await newsroom.StateAsync(draft));
        Assert.Equal(HttpStatusCode.Conflict, (await newsroom.PatchAsync(id, new { ttl = 60 })).Status);
        await newsroom.PostAsync($"/{draft}/cancel");
        Assert.Equal(HttpStatusCode.Conflict, (await newsroom.PatchAsync(draft, new { ttl = 60 })).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await newsroom.PatchAsync(Guid.CreateVersion7(), new { ttl = 60 })).Status
        );
    }

    [Fact]
    public async Task A_level_that_another_alert_of_its_article_has_is_taken()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = Guid.CreateVersion7();
        var first = await newsroom.MakeAsync(("articleId", article), ("review", true));
        var second = await newsroom.MakeAsync(("articleId", article), ("review", true), ("level", "flash"));

        Assert.Equal(
            HttpStatusCode.Conflict,
            (await newsroom.PatchAsync(first, new { level = "flash" })).Status
        );
        await newsroom.PostAsync($"/{second}/cancel");
        Assert.Equal(HttpStatusCode.OK, (await newsroom.PatchAsync(first, new { level = "flash" })).Status);
        Assert.Equal("flash", Text(await newsroom.GetAsync(first), "level"));
    }

    [Fact]
    public async Task An_hour_under_embargo_is_no_earlier_than_its_end_and_chosen_readers_stay()
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var article = News.Breaking;
        var until = In(60);
        await fan.Host.PublishAsync(article.Embargoed(1, until), Ct);
        var id = await newsroom.MakeAsync(("articleId", article.Id));

        await newsroom.PatchAsync(id, new { sendAt = In(1), topics = (string[])["sports"] });

        var view = await newsroom.GetAsync(id);
        Assert.Equal("scheduled", Text(view, "state"));
        Assert.Equal(until, view.GetProperty("sendAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        await fan.Host.PublishAsync((article with { Revision = 2 }).Published(), Ct);
        var topics = (await newsroom.GetAsync(id)).GetProperty("topics").EnumerateArray();
        Assert.Equal(["sports"], topics.Select(t => t.GetString()));
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("topics", new string[0])]
    [InlineData("exclude", new[] { "all" })]
    [InlineData("level", "none")]
    [InlineData("ttl", -1)]
    [InlineData("sendAt", "9999-12-31T23:00:00Z")]
    public async Task What_cannot_be_is_refused_and_its_field_named(string field, object value)
    {
        await using var fan = await StartAsync();
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        var id = await newsroom.MakeAsync(("review", true));

        var (status, problem) = await newsroom.PatchAsync(
            id,
            new Dictionary<string, object>(StringComparer.Ordinal) { [field] = value }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    private static DateTimeOffset In(double minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();
}
