using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Syndication.Contracts;
using Syndication.Notifier.Tests.Alerts;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>What endpoints are told, on whichever database.</summary>
public abstract class HookDeliveryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Article Ordinary => News.Breaking with { Breaking = BreakingLevel.None };

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private async Task<HookScene> StartAsync() => await HookScene.StartAsync(await NewDatabaseAsync(Ct));

    [Fact]
    public async Task An_article_is_told_signed_and_its_timeline_says_who_has_it()
    {
        await using var scene = await StartAsync();
        var (id, secret) = await scene.HookAsync();
        scene.Endpoints.On("/hook", StatusCodes.Status204NoContent);
        var article = Ordinary with { Summary = "<p>সেতুর নিচে নৌকা আটকে আছে।</p>" };
        await scene.Host.PublishAsync(article.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Steps.Count > 0, "the timeline's step");

        var call = Assert.Single(scene.Endpoints.Sent("/hook"));
        Assert.Equal("application/json", call.Headers.ContentType);
        Assert.Equal(Sign(secret, call), call.Headers["webhook-signature"]);
        Assert.DoesNotContain('.', call.Headers["webhook-id"].ToString());
        var body = HookScene.BodyOf(call);
        Assert.Equal("article.published", body.GetProperty("type").GetString());
        var data = body.GetProperty("data");
        Assert.Equal($"urn:uuid:{article.Id}", data.GetProperty("feedId").GetString());
        Assert.Equal(article.Title, data.GetProperty("title").GetString());
        Assert.Equal(article.Summary, data.GetProperty("summary").GetString());
        Assert.Contains("সেতুর", Encoding.UTF8.GetString(call.Body), StringComparison.Ordinal);
        var step = Assert.Single(scene.Steps);
        Assert.Equal(("acknowledged", $"webhook:{id}", 1), (step.Step, step.By, step.Revision));
        Assert.Equal("article.published: 127.0.0.1 answered 204", step.Detail);
    }

    [Fact]
    public async Task Each_revision_is_told_once_however_often_and_in_whatever_order_it_comes()
    {
        await using var scene = await StartAsync();
        await scene.HookAsync();
        var first = Ordinary;
        var second = first with { Revision = 2 };
        object[] told = [second.Revised(), first.Published(), second.Revised(), first.Published()];
        foreach (var message in told)
            await scene.Host.PublishAsync(message, Ct);
        await scene.Host.PublishAsync(first.Retracted(3), Ct);
        await scene.Host.PublishAsync(first.Retracted(3), Ct);
        // Late, and no longer so.
        await scene.Host.PublishAsync(second.Revised(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count >= 3, "all events");
        await scene.RestedAsync();
        Assert.Equal(
            ["article.published 1", "article.retracted 3", "article.revised 2"],
            scene.Told().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_under_embargo_or_told_again_by_a_rebuild_is_no_event()
    {
        await using var scene = await StartAsync();
        await scene.HookAsync();
        var (hidden, old, open) = (Ordinary, Ordinary, Ordinary);
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        await scene.Host.PublishAsync(
            new ArticleEmbargoed
            {
                ArticleId = hidden.Id,
                Revision = 2,
                Until = until,
            },
            Ct
        );
        // An older revision that comes late is under the embargo now.
        await scene.Host.PublishAsync(hidden.Published(), Ct);
        await scene.Host.PublishAsync(hidden.Retracted(3) with { Replay = true }, Ct);
        await scene.Host.PublishAsync(hidden.Retracted(3), Ct);
        await scene.Host.PublishAsync(old.Published() with { Replay = true }, Ct);
        await scene.Host.PublishAsync(old.Retracted(2) with { Replay = true }, Ct);
        await scene.Host.PublishAsync(open.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count > 0, "the open one");
        await scene.RestedAsync();
        var told = HookScene.BodyOf(Assert.Single(scene.Endpoints.Sent("/hook")));
        Assert.Equal(open.Id, told.GetProperty("data").GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Who_follows_a_category_hears_also_that_an_article_has_left_it()
    {
        await using var scene = await StartAsync();
        await scene.HookAsync("/all");
        await scene.HookAsync("/sports", new JsonArray("sports"));
        await scene.HookAsync("/ends", events: new JsonArray("article.retracted"));
        var article = Ordinary with { Categories = ["sports"] };
        await scene.Host.PublishAsync(article.Published(), Ct);
        await scene.Host.PublishAsync(
            (article with { Revision = 2, Categories = ["international"] }).Revised(),
            Ct
        );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.Host.PublishAsync(article.Retracted(3) with { Categories = ["international"] }, Ct);
        await HookScene.UntilAsync(() => scene.Told("/all").Count == 4, "all events");
        await scene.RestedAsync();
        Assert.Equal(
            ["article.published 1", "article.retracted 3", "article.revised 2"],
            scene.Told("/sports").Order(StringComparer.Ordinal)
        );
        Assert.Equal(["article.retracted 3"], scene.Told("/ends"));
    }

    [Fact]
    public async Task Alerts_are_told_as_they_go_out_change_and_end()
    {
        await using var scene = await StartAsync();
        await scene.HookAsync(events: Events("alert.sent", "alert.corrected", "alert.withdrawn"));
        await scene.HookAsync("/flash", minLevel: "flash");
        await scene.HookAsync("/sports", new JsonArray("sports"));
        var newsroom = new Newsroom(scene.Client);
        var id = await newsroom.MakeAsync();
        await newsroom.PostAsync($"/{id}/correct", new { title = "ফেরি আবার চলছে", note = "সময় ভুল ছিল" });
        await newsroom.PostAsync($"/{id}/withdraw", new { });
        await newsroom.MakeAsync(("dryRun", true), ("key", "পরীক্ষা"));
        await HookScene.UntilAsync(() => scene.Told().Count == 3, "all events");
        await scene.RestedAsync();
        Assert.Equal(
            ["alert.corrected 2", "alert.sent 1", "alert.withdrawn 3"],
            scene.Told().Order(StringComparer.Ordinal)
        );
        Assert.Empty(scene.Told("/flash"));
        Assert.Empty(scene.Told("/sports"));
        var sent = scene
            .Endpoints.Sent("/hook")
            .Select(HookScene.BodyOf)
            .Single(b => b.GetProperty("type").GetString() == "alert.sent");
        Assert.Equal("sent", sent.GetProperty("data").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Where_nobody_has_a_webhook_nothing_is_written()
    {
        await using var scene = await StartAsync();
        await scene.Host.PublishAsync(News.Breaking.Published(), Ct);
        await scene.Host.PublishAsync(Ordinary.Retracted(2), Ct);
        Assert.Equal(0, await scene.ReadAsync(db => Task.FromResult(db.WebhookEvents.Count())));
    }

    [Fact]
    public async Task A_replay_sends_the_same_ids_again_and_only_what_is_wanted_since()
    {
        await using var scene = await StartAsync();
        var (id, _) = await scene.HookAsync("/hook", new JsonArray("international"));
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.Host.PublishAsync((Ordinary with { Categories = ["sports"] }).Published(), Ct);
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count == 2, "the events");
        await scene.RestedAsync();
        var ids = Ids(scene, "/hook");

        var (status, answer) = await scene.CallAsync(
            HttpMethod.Post,
            $"/{id}/replay?since=2025-01-01T06:00:00+06:00"
        );
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(2, answer.GetProperty("events").GetInt32());
        await HookScene.UntilAsync(() => scene.Told().Count == 4, "the replay");
        await scene.RestedAsync();
        Assert.Equal([.. ids, .. ids], [.. ids, .. Ids(scene, "/hook").Skip(2).OrderBy(ids.IndexOf)]);

        // One that is new can have what was told before it was there.
        var (other, _) = await scene.HookAsync("/new");
        (_, answer) = await scene.CallAsync(HttpMethod.Post, $"/{other}/replay?since=2025-01-01T00:00:00Z");
        Assert.Equal(3, answer.GetProperty("events").GetInt32());
        await HookScene.UntilAsync(() => scene.Told("/new").Count == 3, "the other's replay");
        (_, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/replay?since=2100-01-01T00:00:00Z");
        Assert.Equal(0, answer.GetProperty("events").GetInt32());
        (status, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/replay?since=yesterday");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty("since", out _));
    }

    [Fact]
    public async Task Both_secrets_sign_until_the_overlap_is_over()
    {
        await using var scene = await StartAsync();
        var (id, old) = await scene.HookAsync();
        var (status, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/secret");
        Assert.Equal(HttpStatusCode.OK, status);
        var secret = answer.GetProperty("secret").GetString()!;
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count == 1, "the event");
        var call = scene.Endpoints.Sent("/hook")[0];
        Assert.Equal($"{Sign(secret, call)} {Sign(old, call)}", call.Headers["webhook-signature"]);

        (_, answer) = await scene.CallAsync(
            HttpMethod.Post,
            $"/{id}/secret",
            new JsonObject { ["overlap"] = 0 }
        );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count == 2, "the next event");
        call = scene.Endpoints.Sent("/hook")[1];
        Assert.Equal(
            Sign(answer.GetProperty("secret").GetString()!, call),
            call.Headers["webhook-signature"]
        );
        (status, answer) = await scene.CallAsync(
            HttpMethod.Post,
            $"/{id}/secret",
            new JsonObject { ["overlap"] = 30 * 86_400 + 1 }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.True(answer.GetProperty("errors").TryGetProperty("overlap", out _));
    }

    [Fact]
    public async Task Endpoints_that_hang_or_trickle_keep_nobody_waiting()
    {
        await using var scene = await StartAsync();
        var release = new TaskCompletionSource();
        for (var i = 0; i < 20; i++)
        {
            await scene.HookAsync($"/hangs/{i}");
            scene.Endpoints.On($"/hangs/{i}", (_, context) => release.Task.WaitAsync(context.RequestAborted));
        }
        var (trickles, _) = await scene.HookAsync("/trickles");
        scene.Endpoints.On(
            "/trickles",
            async (_, context) =>
            {
                await context.Response.Body.WriteAsync("ধীরে"u8.ToArray());
                await context.Response.Body.FlushAsync();
                await release.Task.WaitAsync(context.RequestAborted);
            }
        );
        await scene.HookAsync("/good");
        for (var i = 0; i < 50; i++)
            await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told("/good").Count == 50, "what goes to the good one");
        // A status is an answer, whatever comes behind it.
        await HookScene.UntilAsync(
            async () => (await scene.DeliveriesAsync(trickles, "?state=delivered")).Count > 1,
            "what trickles"
        );
        var delivery = (await scene.DeliveriesAsync(trickles, "?state=delivered"))[0];
        Assert.Equal("ধীরে", delivery.GetProperty("answer").GetProperty("body").GetString());
        Assert.All(Enumerable.Range(0, 20), i => Assert.InRange(scene.Told($"/hangs/{i}").Count, 1, 2));
        release.SetResult();
    }

    internal static string Sign(string secret, Syndication.Testing.Hub.CallbackCall call)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        Assert.InRange(key.Length, 24, 64);
        var content = Encoding.UTF8.GetBytes(
            $"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(call.Body)}"
        );
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content));
    }

    private static JsonArray Events(params string[] types) => [.. types.Select(t => (JsonNode)t)];

    private static List<string> Ids(HookScene scene, string endpoint) =>
        [.. scene.Endpoints.Sent(endpoint).Select(c => c.Headers["webhook-id"].ToString())];
}
