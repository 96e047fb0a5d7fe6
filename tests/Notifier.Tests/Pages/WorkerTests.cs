using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>
/// What the service worker does for its reader behind the page. The events of the browser that no test can bring about (a
/// tap, a changed endpoint) are dispatched within the worker, and what needs a tap or a push service is put in its place
/// there: <c>clients.openWindow</c>, <c>pushManager.subscribe</c>, <c>waitUntil</c> of an event that is not the browser's.
/// </summary>
public sealed class WorkerTests : BrowserStage
{
    [Fact]
    public async Task What_a_push_service_takes_is_shown_corrected_withdrawn_and_leads_to_its_story()
    {
        await StubPushAsync(Sink.Subscribe());
        await SignUpAsync();
        var article = News.Breaking with
        {
            Title = "সেতুতে যান চলাচল বন্ধ",
            Summary = "ভোর থেকে নদী পারাপার বন্ধ।",
        };
        await Host.PublishAsync(article.Published(), Ct);
        var told = await NextAsync(1);
        var tag = told.Member("tag")!;

        await DeliverAsync(told.Text!);
        await UntilShownAsync("সেতুতে যান চলাচল বন্ধ", tag);
        await DispatchTapAsync(tag);
        var opened = await Browser.EvaluateInWorkerAsync("self.opened");
        Assert.Equal(article.Url, opened.GetString());
        await UntilCountedAsync(1);

        await Host.PublishAsync(article.Retracted(2), Ct);
        var withdrawal = await NextAsync(2);
        Assert.Equal((tag, "withdrawal"), (withdrawal.Member("tag"), withdrawal.Member("kind")));
        await DeliverAsync(withdrawal.Text!);
        await UntilShownAsync(withdrawal.Member("title")!, tag);
        // The first version, late, changes nothing.
        await DeliverAsync(told.Text!);
        await PushAsync("অন্য খবর", 1, "story-2");
        await UntilShownAsync("অন্য খবর", "story-2");
        Assert.Equal(withdrawal.Member("title"), await ShownAsync(tag));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task A_changed_endpoint_takes_the_wishes_that_the_house_knows_without_what_is_blocked()
    {
        await StubPushAsync(Sink.Subscribe());
        await SignUpAsync();
        var (before, _) = await OnlyAsync();
        // Changed by another page, and paused; one topic is blocked afterwards.
        await ChangeAsync(
            new()
            {
                ["topics"] = new JsonArray("international", "sports"),
                ["minLevel"] = "flash",
                ["maxPerDay"] = 3,
                ["state"] = "paused",
            }
        );
        await Host.PublishAsync(Blocked("sports"), Ct);

        await RenewAsync(Sink.Subscribe());

        var (after, topics) = await OnlyAsync();
        Assert.NotEqual(before.Id, after.Id);
        Assert.NotEqual(before.Endpoint, after.Endpoint);
        Assert.Equal(["international"], topics);
        Assert.Equal(
            (BreakingLevel.Flash, 3, SubscriptionState.Paused),
            (after.MinLevel, after.MaxPerDay, after.State)
        );
        // The page goes on with what the worker got.
        await Browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-paused", await SaidAsync());
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task What_was_blocked_since_is_not_lost_by_a_visit_nor_by_other_wishes()
    {
        await StubPushAsync(Sink.Subscribe());
        await SignUpAsync();
        await ChangeAsync(new() { ["topics"] = new JsonArray("international", "sports") });
        await Host.PublishAsync(Blocked("sports"), Ct);

        await Browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-on", await SaidAsync());
        Assert.Equal(["international", "sports"], (await OnlyAsync()).Topics.Order(StringComparer.Ordinal));
        await ClickAsync("pause", "paused");
        await Browser.EvaluateAsync("document.querySelector('input[name=level][value=flash]').click()");
        await ClickAsync("submit", "kept");

        var (row, topics) = await OnlyAsync();
        Assert.Equal((BreakingLevel.Flash, SubscriptionState.Paused), (row.MinLevel, row.State));
        Assert.Equal(["international", "sports"], topics.Order(StringComparer.Ordinal));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task A_time_zone_that_the_house_does_not_know_is_no_reason_to_stay_out()
    {
        await StubPushAsync(Sink.Subscribe());
        await Browser.CallAsync(
            "Page.addScriptToEvaluateOnNewDocument",
            new
            {
                source = """
                const real = Intl.DateTimeFormat.prototype.resolvedOptions;
                Intl.DateTimeFormat.prototype.resolvedOptions = function () {
                  return { ...real.call(this), timeZone: "Asia/Nowhere" };
                };
                """,
            }
        );

        await SignUpAsync();

        Assert.Equal("Asia/Dhaka", (await OnlyAsync()).Row.TimeZone);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15", "iPhone", 5)]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15", "MacIntel", 5)]
    public async Task An_iPhone_or_iPad_is_told_to_put_the_page_on_its_home_screen_first(
        string agent,
        string platform,
        int fingers
    )
    {
        await Browser.CallAsync("Emulation.setUserAgentOverride", new { userAgent = agent, platform });
        await Browser.CallAsync(
            "Emulation.setTouchEmulationEnabled",
            new { enabled = true, maxTouchPoints = fingers }
        );
        // Safari has it only in a page on the home screen.
        await Browser.CallAsync(
            "Page.addScriptToEvaluateOnNewDocument",
            new { source = "delete window.PushManager;" }
        );

        await Browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-install", await SaidAsync());
        var links = (
            await Browser.EvaluateAsync(
                "[...document.querySelectorAll('link[rel=manifest], link[rel=apple-touch-icon]')].map(l => l.href).join(' ')"
            )
        ).GetString()!;
        foreach (var link in links.Split(' '))
            (await Client.GetAsync(new Uri(link).PathAndQuery, Ct)).EnsureSuccessStatusCode().Dispose();
        Assert.Equal(2, links.Split(' ').Length);
    }

    private static CategoryDefined Blocked(string slug) =>
        new()
        {
            Slug = slug,
            Name = slug,
            State = CategoryState.Blocked,
            Aliases = [],
            Version = 7,
        };

    private async Task SignUpAsync()
    {
        await Browser.OpenAsync(new($"{Origin}/alerts"));
        await Browser.EvaluateAsync("document.querySelector('input[value=international]').click()");
        await ClickAsync("submit", "on");
    }

    private async Task ChangeAsync(JsonObject wishes)
    {
        var mine = await Browser.EvaluateAsync(
            "caches.open('alerts-1').then(c => c.match('/alerts/.mine')).then(r => r.json())"
        );
        var (response, answer) = await Client.SendAsync(
            HttpMethod.Patch,
            $"/{mine.GetProperty("id").GetString()}",
            mine.GetProperty("token").GetString(),
            wishes
        );
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        response.Dispose();
    }

    private async Task<SinkMessage> NextAsync(int count)
    {
        await Waiting.UntilAsync(
            () => Task.FromResult(Sink.Messages.Count >= count),
            TimeSpan.FromSeconds(30),
            $"the push service has {count}",
            Ct
        );
        return Sink.Messages.ElementAt(count - 1);
    }

    private Task<JsonElement> RenewAsync(SinkSubscription subscription) =>
        Browser.EvaluateInWorkerAsync(
            $$"""
            (async () => {
              const made = {{JsonSerializer.Serialize(subscription.Json)}};
              PushManager.prototype.subscribe = async () => ({ endpoint: made.endpoint, toJSON: () => made });
              await dispatch(new ExtendableEvent("pushsubscriptionchange"));
            })();
            {{Dispatch}}
            """
        );

    private Task<JsonElement> DispatchTapAsync(string tag) =>
        Browser.EvaluateInWorkerAsync(
            $$"""
            (async () => {
              clients.openWindow = async (url) => { self.opened = url; };
              const [notification] = await registration.getNotifications({ tag: "{{tag}}" });
              await dispatch(new NotificationEvent("notificationclick", { notification }));
            })();
            {{Dispatch}}
            """
        );

    // Of an event that a script dispatches, nobody may wait for the end but the script.
    private const string Dispatch = """
        async function dispatch(event) {
          const waits = [];
          Object.defineProperty(event, "waitUntil", { value: (work) => waits.push(work) });
          self.dispatchEvent(event);
          await Promise.all(waits);
        }
        """;

    private Task UntilCountedAsync(int taps) =>
        Waiting.UntilAsync(
            async () =>
                await Host.The<UnitOfWork>().ReadAsync(db => db.Counts.SumAsync(c => c.Clicked, Ct), Ct)
                == taps,
            TimeSpan.FromSeconds(30),
            $"{taps} taps are counted",
            Ct
        );
}
