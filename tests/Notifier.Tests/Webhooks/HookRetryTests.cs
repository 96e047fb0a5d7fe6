using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Syndication.Contracts;
using Syndication.Notifier.Webhooks;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>What is not acknowledged is sent again for three days; who never acknowledges is left alone.</summary>
public sealed class HookRetryTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Article Ordinary => News.Breaking with { Breaking = BreakingLevel.None };

    [Fact]
    public async Task What_failed_comes_again_as_the_specification_says_under_the_same_id()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, secret) = await scene.HookAsync();
        scene.Endpoints.On("/hook", StatusCodes.Status500InternalServerError);
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(
            async () => (await scene.DeliveriesAsync(id, "?state=failed")).Count == 1,
            TimeSpan.FromHours(1)
        );

        var calls = scene.Endpoints.Sent("/hook");
        Assert.Equal(WebhookSchedule.Tries, calls.Count);
        Assert.Single(calls.Select(c => c.Headers["webhook-id"].ToString()).Distinct());
        var stamps = calls.Select(c =>
            long.Parse(c.Headers["webhook-timestamp"].ToString(), CultureInfo.InvariantCulture)
        );
        Assert.Equal(WebhookSchedule.Tries, stamps.Distinct().Count());
        Assert.All(
            calls,
            c => Assert.Equal(HookDeliveryTests.Sign(secret, c), c.Headers["webhook-signature"].ToString())
        );
        var delivery = Assert.Single(await scene.DeliveriesAsync(id));
        Assert.Equal(10, delivery.GetProperty("attempts").GetInt32());
        Assert.Equal(500, delivery.GetProperty("answer").GetProperty("status").GetInt32());
        Assert.Equal("active", (await scene.GetAsync($"/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task One_that_was_down_for_a_while_gets_what_it_missed()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        scene.Endpoints.On("/hook", StatusCodes.Status503ServiceUnavailable);
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => Attempts(await scene.DeliveriesAsync(id)) == 2);
        Assert.NotEqual(default, (await scene.GetAsync($"/{id}")).GetProperty("failingSince").GetString());
        scene.Endpoints.On("/hook", StatusCodes.Status200OK);
        await scene.PassAsync(async () => (await scene.DeliveriesAsync(id, "?state=delivered")).Count == 1);
        Assert.Equal(3, scene.Endpoints.Sent("/hook").Count);
        Assert.Null((await scene.GetAsync($"/{id}")).GetProperty("failingSince").GetString());
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_patience_is_called_by_nothing_meanwhile()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        scene.Endpoints.On(
            "/hook",
            (_, context) =>
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "600";
                return Task.CompletedTask;
            }
        );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => Attempts(await scene.DeliveriesAsync(id)) == 1);
        scene.Endpoints.On("/hook", StatusCodes.Status200OK);
        var begin = _time.GetUtcNow();
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(
            () => Task.FromResult(scene.Endpoints.Sent("/hook").Count == 3),
            TimeSpan.FromSeconds(10)
        );
        Assert.InRange(_time.GetUtcNow() - begin, TimeSpan.FromSeconds(580), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_nobody_follows_it()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        scene.Endpoints.On(
            "/hook",
            (_, context) =>
            {
                context.Response.Redirect(scene.Endpoints.Url("/elsewhere"));
                return Task.CompletedTask;
            }
        );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => Attempts(await scene.DeliveriesAsync(id)) == 1);
        Assert.Empty(scene.Endpoints.Sent("/elsewhere"));
        var delivery = Assert.Single(await scene.DeliveriesAsync(id, "?state=waiting"));
        Assert.Contains("redirects", delivery.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_at_once_and_its_owner_can_bring_it_back()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        scene.Endpoints.On("/hook", StatusCodes.Status410Gone);
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => await StateAsync(scene, id) == "disabled");
        var hook = await scene.GetAsync($"/{id}");
        Assert.Equal("The endpoint is gone (410).", hook.GetProperty("reason").GetString());
        using (var health = await scene.Client.GetAsync("/health/ready", Ct))
            Assert.Contains(
                id.ToString(),
                await health.Content.ReadAsStringAsync(Ct),
                StringComparison.Ordinal
            );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await HookScene.UntilAsync(
            () => scene.ReadAsync(db => Task.FromResult(db.WebhookEvents.All(e => e.IsFanned))),
            "the event is seen"
        );

        scene.Endpoints.On("/hook", StatusCodes.Status200OK);
        await scene.CallAsync(HttpMethod.Patch, $"/{id}", new JsonObject { ["state"] = "active" });
        Assert.Equal("active", await StateAsync(scene, id));
        await scene.PassAsync(async () => (await scene.DeliveriesAsync(id, "?state=delivered")).Count == 1);
        // What was told while it was disabled is not sent by itself, and can be had.
        await scene.CallAsync(HttpMethod.Post, $"/{id}/replay?since=2025-01-01T00:00:00Z");
        await scene.PassAsync(async () => (await scene.DeliveriesAsync(id, "?state=delivered")).Count == 2);
    }

    [Fact]
    public async Task After_five_days_of_nothing_but_failure_an_endpoint_is_disabled()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        scene.Endpoints.On("/hook", StatusCodes.Status500InternalServerError);
        var begin = _time.GetUtcNow();
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(
            async () => Attempts(await scene.DeliveriesAsync(id)) == 9,
            TimeSpan.FromHours(1)
        );
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => await StateAsync(scene, id) == "disabled", TimeSpan.FromHours(1));
        Assert.InRange(_time.GetUtcNow() - begin, Webhook.LongestFailure, Webhook.LongestFailure * 1.6);
        var reason = (await scene.GetAsync($"/{id}")).GetProperty("reason").GetString();
        Assert.Contains("Nothing has arrived since 2025-08-13", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_thirty_days_old_is_forgotten()
    {
        await using var scene = await HookScene.StartAsync(time: _time);
        var (id, _) = await scene.HookAsync();
        await scene.Host.PublishAsync(Ordinary.Published(), Ct);
        await scene.PassAsync(async () => (await scene.DeliveriesAsync(id, "?state=delivered")).Count == 1);
        _time.Leap(TimeSpan.FromDays(29));
        await scene.Host.The<WebhookSweeper>().SweepAsync(Ct);
        Assert.Single(await scene.DeliveriesAsync(id));
        await scene.PassAsync(
            async () => (await scene.DeliveriesAsync(id)).Count == 0,
            TimeSpan.FromHours(1)
        );
        Assert.InRange(
            _time.GetUtcNow() - new ManualTime().GetUtcNow(),
            WebhookSweeper.Kept,
            TimeSpan.FromDays(33)
        );
    }

    private static int Attempts(List<System.Text.Json.JsonElement> deliveries) =>
        deliveries.Count == 0 ? 0 : deliveries[^1].GetProperty("attempts").GetInt32();

    private static async Task<string?> StateAsync(HookScene scene, Guid id) =>
        (await scene.GetAsync($"/{id}")).GetProperty("state").GetString();
}
