using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>A reader's real browser before the house; only the push service is a stand-in.</summary>
public abstract class BrowserStage : IAsyncLifetime
{
    private protected const string OpenedTag = "story-1";
    private protected NotifierHost Host { get; private set; } = null!;
    private protected PushSink Sink { get; private set; } = null!;
    private protected Chromium Browser { get; private set; } = null!;
    private protected HttpClient Client { get; private set; } = null!;

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Sink = await PushSink.StartAsync(Ct);
        Host = new(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Network:AllowPrivateAddresses"] = "true",
            }
        );
        Client = Host.CreateClient();
        Browser = await Chromium.StartAsync(Ct);
        await Browser.CallAsync(
            "Browser.grantPermissions",
            new { origin = Origin, permissions = (string[])["notifications"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browser.DisposeAsync();
        Client.Dispose();
        await Host.DisposeAsync();
        await Sink.DisposeAsync();
    }

    private protected string Origin =>
        new Uri(
            Client.BaseAddress!.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        ).GetLeftPart(UriPartial.Authority);

    private protected Task<JsonElement> StubPushAsync(SinkSubscription subscription) =>
        Browser.CallAsync(
            "Page.addScriptToEvaluateOnNewDocument",
            new
            {
                source = $$"""
                (() => {
                  const fake = {
                    toJSON: () => ({{JsonSerializer.Serialize(subscription.Json)}}),
                    unsubscribe: async () => { sessionStorage.removeItem("fake"); return true; },
                  };
                  PushManager.prototype.getSubscription = async () => sessionStorage.getItem("fake") ? fake : null;
                  PushManager.prototype.subscribe = async (options) => {
                    if (options.applicationServerKey.length !== 65 || !options.userVisibleOnly) throw new Error("key");
                    sessionStorage.setItem("fake", "1");
                    return fake;
                  };
                })();
                """,
            }
        );

    private protected async Task TabToAsync(string condition)
    {
        for (var i = 0; i < 60; i++)
        {
            if ((await Browser.EvaluateAsync(condition)).GetBoolean())
                return;
            await Browser.PressAsync("Tab", 9);
        }
        Assert.Fail($"The keyboard does not reach: {condition}");
    }

    private protected async Task ClickAsync(string button, string said)
    {
        await Browser.EvaluateAsync($"document.getElementById('{button}').click()");
        await UntilSaidAsync(said);
    }

    private protected Task UntilSaidAsync(string name) =>
        Browser.UntilAsync($"!document.getElementById('say-{name}').hidden");

    private protected async Task<string?> SaidAsync() =>
        (await Browser.EvaluateAsync("document.querySelector('#say > p:not([hidden])')?.id")).GetString();

    private protected async Task<(Subscription Row, List<string> Topics)> OnlyAsync() =>
        await Host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                    (
                        await db.Subscriptions.AsNoTracking().SingleAsync(Ct),
                        await db.SubscriptionTopics.Select(t => t.Topic).ToListAsync(Ct)
                    ),
                Ct
            );

    private protected Task PushAsync(string title, int sequence, string tag = OpenedTag) =>
        DeliverAsync(
            JsonSerializer.Serialize(
                new
                {
                    title,
                    body = "…",
                    tag,
                    sequence,
                    alertId = "0198a1b0-0000-7000-8000-000000000001",
                    lang = "bn",
                    dir = "ltr",
                    kind = "alert",
                }
            )
        );

    /// <summary>What came from the push service, decrypted, as the browser hands it to the worker.</summary>
    private protected async Task DeliverAsync(string data)
    {
        string? registration = null;
        await Waiting.UntilAsync(
            () =>
            {
                registration = Browser
                    .Events("ServiceWorker.workerRegistrationUpdated")
                    .SelectMany(e => e.GetProperty("params").GetProperty("registrations").EnumerateArray())
                    .Select(r => r.GetProperty("registrationId").GetString())
                    .LastOrDefault();
                return Task.FromResult(registration is not null);
            },
            TimeSpan.FromSeconds(30),
            "the service worker is registered",
            Ct
        );
        await UntilActiveAsync();
        await Browser.CallAsync(
            "ServiceWorker.deliverPushMessage",
            new
            {
                origin = Origin,
                registrationId = registration,
                data,
            }
        );
    }

    // A push to a worker that is not active yet is dropped without a word.
    private protected Task UntilActiveAsync() =>
        Waiting.UntilAsync(
            async () =>
                (
                    await Browser.EvaluateAsync("navigator.serviceWorker.ready.then(r => r.active.state)")
                ).GetString() == "activated",
            TimeSpan.FromSeconds(60),
            "the service worker is active",
            Ct
        );

    private protected async Task<string?> ShownAsync(string tag) =>
        (
            await Browser.EvaluateAsync(
                $"navigator.serviceWorker.ready.then(r => r.getNotifications({{ tag: '{tag}' }})).then(n => n.map(x => x.title).join('|'))"
            )
        ).GetString();

    private protected Task UntilShownAsync(string title, string tag = OpenedTag) =>
        Waiting.UntilAsync(
            async () => await ShownAsync(tag) == title,
            TimeSpan.FromSeconds(60),
            $"'{title}' is shown ({string.Join(' ', Complaints())})",
            Ct
        );

    private protected List<string> Complaints() =>
        [
            .. Browser
                .Events("Runtime.exceptionThrown")
                .Concat(Browser.Events("Log.entryAdded"))
                .Select(e => e.ToString()),
            .. Browser.Events("ServiceWorker.workerErrorReported").Select(e => e.ToString()),
        ];
}
