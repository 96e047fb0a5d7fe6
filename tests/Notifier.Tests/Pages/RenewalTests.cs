using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Subscriptions;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>
/// What the service worker does when the browser changes its address, in a real browser. Stubbed: the event, which nobody but
/// a browser can make, so it is dispatched inside the worker; and the new address, as this Chromium has no push service.
/// </summary>
public sealed class RenewalTests : BrowserScene
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_browser_that_changes_its_address_takes_along_what_its_reader_wants_by_now(
        bool subscribes
    )
    {
        await SignUpAsync("international", "sports");
        var (id, token) = await MineAsync();
        var (changed, _) = await Client.SendAsync(
            HttpMethod.Patch,
            $"/{id}",
            token,
            new JsonObject
            {
                ["minLevel"] = "flash",
                ["maxPerDay"] = 3,
                ["topics"] = new JsonArray("sports", "campus"),
            }
        );
        changed.EnsureSuccessStatusCode();
        var next = Sink.Subscribe();

        await RenewAsync(next, subscribes);

        var (row, topics) = await OnlyAsync();
        Assert.Equal(next.Endpoint.AbsoluteUri, row.Endpoint);
        Assert.Equal((BreakingLevel.Flash, 3), (row.MinLevel, row.MaxPerDay!.Value));
        Assert.Equal(SubscriptionState.Active, row.State);
        Assert.Equal(["campus", "sports"], topics);
        var mine = await MineAsync();
        Assert.Equal(row.Id, mine.Id);
        var (found, _) = await Client.SendAsync(HttpMethod.Get, $"/{mine.Id}", mine.Token);
        Assert.True(found.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_topic_blocked_since_is_kept_by_a_reader_whose_browser_changes_its_address()
    {
        await SignUpAsync("international", "sports");
        await Host.PublishAsync(
            new CategoryDefined
            {
                Slug = "sports",
                Name = "sports",
                State = CategoryState.Blocked,
                Version = 1,
            },
            Ct
        );
        var next = Sink.Subscribe();

        await RenewAsync(next, subscribes: false);

        var (row, topics) = await OnlyAsync();
        Assert.Equal(next.Endpoint.AbsoluteUri, row.Endpoint);
        Assert.Equal(["international", "sports"], topics);
    }

    [Theory]
    [InlineData("push")]
    [InlineData("sync")]
    public async Task An_address_that_changed_without_a_network_is_told_when_something_wakes_the_worker_again(
        string wakes
    )
    {
        await SignUpAsync("international", "sports");
        var (before, _) = await OnlyAsync();
        var next = Sink.Subscribe();
        await InWorkerAsync(
            "self.real = self.fetch, self.fetch = () => Promise.reject(new TypeError('no network'))"
        );
        await RenewAsync(next, subscribes: false);
        Assert.Equal(before.Endpoint, (await OnlyAsync()).Row.Endpoint);

        await InWorkerAsync("self.fetch = self.real");
        await WakeAsync(wakes);

        var (row, topics) = await OnlyAsync();
        Assert.Equal(next.Endpoint.AbsoluteUri, row.Endpoint);
        Assert.Equal(["international", "sports"], topics);
        Assert.Equal(row.Id, (await MineAsync()).Id);
        // It is told once.
        Assert.Equal(0, (await WakeAsync(wakes)).GetInt32());
    }

    [Fact]
    public async Task Whoever_was_deleted_elsewhere_is_not_signed_up_again_by_a_changed_address()
    {
        await SignUpAsync();
        var (id, token) = await MineAsync();
        (await Client.SendAsync(HttpMethod.Delete, $"/{id}", token)).Response.Dispose();

        await RenewAsync(Sink.Subscribe(), subscribes: false);

        var count = await Host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.CountAsync(Ct), Ct);
        Assert.Equal(0, count);
    }

    [Fact]
    public async Task Whoever_left_by_the_link_stays_away_from_a_changed_address_and_may_go_on_with_it()
    {
        await SignUpAsync();
        (await Client.GetAsync(await LinkAsync(), Ct)).Dispose();
        var (before, _) = await OnlyAsync();

        await RenewAsync(Sink.Subscribe(), subscribes: false);

        // After 30 days it is forgotten for that reason alone.
        var (after, _) = await OnlyAsync();
        Assert.Equal((before.Id, SubscriptionDesk.Unsubscribed), (after.Id, after.Reason));
        Assert.Equal(SubscriptionState.Paused, after.State);

        var next = Sink.Subscribe();
        await StubPushAsync(next);
        await Browser.EvaluateAsync("sessionStorage.removeItem('fake')");
        await OpenAsync();
        Assert.Equal("say-left", await SaidAsync());
        await ClickAsync("go-on", "on");

        var (row, topics) = await OnlyAsync();
        Assert.Equal(next.Endpoint.AbsoluteUri, row.Endpoint);
        Assert.Equal((SubscriptionState.Active, ""), (row.State, row.Reason ?? ""));
        Assert.Equal(["international"], topics);
    }

    /// <summary>How often the server was asked.</summary>
    private Task<JsonElement> WakeAsync(string type) =>
        InWorkerAsync(
            $$"""
            (async () => {
              let asked = 0;
              const ask = self.fetch;
              self.fetch = (...words) => { asked++; return ask(...words); };
              const event = new ExtendableEvent("{{type}}");
              const waits = [];
              Object.defineProperty(event, "waitUntil", { value: (work) => waits.push(work) });
              Object.defineProperty(event, "tag", { value: "renewal" });
              Object.defineProperty(event, "data", { value: null });
              self.dispatchEvent(event);
              await Promise.all(waits);
              self.fetch = ask;
              return asked;
            })()
            """
        );

    private Task<JsonElement> RenewAsync(SinkSubscription next, bool subscribes) =>
        InWorkerAsync(
            $$"""
            (async () => {
              const next = {
                toJSON: () => ({{JsonSerializer.Serialize(next.Json)}}),
                unsubscribe: async () => true,
              };
              const event = new ExtendableEvent("pushsubscriptionchange");
              const waits = [];
              Object.defineProperty(event, "waitUntil", { value: (work) => waits.push(work) });
              if ({{(subscribes ? "true" : "false")}}) PushManager.prototype.subscribe = async () => next;
              else {
                Object.defineProperty(event, "newSubscription", { value: next });
                PushManager.prototype.getSubscription = async () => next;
              }
              self.dispatchEvent(event);
              await Promise.all(waits);
              return waits.length;
            })()
            """
        );
}
