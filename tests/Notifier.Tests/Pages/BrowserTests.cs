using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>The page and its service worker in a real browser; only the push service is a stand-in.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private const string OpenedTag = "story-1";
    private NotifierHost _host = null!;
    private PushSink _sink = null!;
    private Chromium _browser = null!;
    private HttpClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sink = await PushSink.StartAsync(Ct);
        _host = new(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Network:AllowPrivateAddresses"] = "true",
            }
        );
        _client = _host.CreateClient();
        _browser = await Chromium.StartAsync(Ct);
        await _browser.CallAsync(
            "Browser.grantPermissions",
            new { origin = Origin, permissions = (string[])["notifications"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _client.Dispose();
        await _host.DisposeAsync();
        await _sink.DisposeAsync();
    }

    private string Origin =>
        new Uri(
            _client.BaseAddress!.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        ).GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_reader_signs_up_by_keyboard_tries_it_pauses_and_leaves()
    {
        await StubPushAsync(_sink.Subscribe());
        await _browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-ready", await SaidAsync());

        await TabToAsync("document.activeElement.value === 'international'");
        await _browser.PressAsync(" ", 32, " ");
        await TabToAsync("document.activeElement.name === 'quiet'");
        await _browser.PressAsync(" ", 32, " ");
        await TabToAsync("document.activeElement.id === 'submit'");
        await _browser.PressAsync("Enter", 13, "\r");
        await UntilSaidAsync("on");

        var (made, topics) = await OnlyAsync();
        Assert.Equal(["international"], topics);
        Assert.Equal(new QuietHours(23 * 60, 7 * 60), made.Quiet);
        Assert.Equal(("bn", BreakingLevel.Breaking), (made.Language, made.MinLevel));
        await ClickAsync("test", "test-sent");
        Assert.Single(_sink.Messages);
        await ClickAsync("pause", "paused");
        Assert.Equal(SubscriptionState.Paused, (await OnlyAsync()).Row.State);
        // A visit finds everything as it was left.
        await _browser.OpenAsync(new($"{Origin}/alerts?lang=en"));
        Assert.Equal("say-paused", await SaidAsync());
        await ClickAsync("go-on", "on");
        await ClickAsync("end", "off");
        Assert.Equal(0, await _host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.CountAsync(Ct), Ct));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task The_service_worker_shows_the_newest_version_of_a_story_and_no_older_one()
    {
        await _browser.OpenAsync(new($"{Origin}/alerts"));

        await PushAsync("প্রথম", 1);
        await UntilShownAsync("প্রথম");
        await PushAsync("সংশোধিত", 3);
        await UntilShownAsync("সংশোধিত");
        await PushAsync("পুরোনো", 2);
        await PushAsync("অন্য খবর", 1, "story-2");
        await UntilShownAsync("অন্য খবর", "story-2");

        // The later push was shown, so the earlier one has been dealt with.
        Assert.Equal("সংশোধিত", await ShownAsync(OpenedTag));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task A_browser_that_cannot_and_a_reader_who_said_no_are_told_so()
    {
        await _browser.CallAsync(
            "Page.addScriptToEvaluateOnNewDocument",
            new
            {
                source = "if (location.search === '?none') delete window.PushManager; else Object.defineProperty(Notification, 'permission', { get: () => 'denied' });",
            }
        );

        await _browser.OpenAsync(new($"{Origin}/alerts?none"));
        Assert.Equal("say-unsupported", await SaidAsync());
        await _browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-denied", await SaidAsync());
    }

    private Task<JsonElement> StubPushAsync(SinkSubscription subscription) =>
        _browser.CallAsync(
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

    private async Task TabToAsync(string condition)
    {
        for (var i = 0; i < 60; i++)
        {
            if ((await _browser.EvaluateAsync(condition)).GetBoolean())
                return;
            await _browser.PressAsync("Tab", 9);
        }
        Assert.Fail($"The keyboard does not reach: {condition}");
    }

    private async Task ClickAsync(string button, string said)
    {
        await _browser.EvaluateAsync($"document.getElementById('{button}').click()");
        await UntilSaidAsync(said);
    }

    private Task UntilSaidAsync(string name) =>
        _browser.UntilAsync($"!document.getElementById('say-{name}').hidden");

    private async Task<string?> SaidAsync() =>
        (await _browser.EvaluateAsync("document.querySelector('#say > p:not([hidden])')?.id")).GetString();

    private async Task<(Subscription Row, List<string> Topics)> OnlyAsync() =>
        await _host
            .The<UnitOfWork>()
            .ReadAsync(
                async db =>
                    (
                        await db.Subscriptions.AsNoTracking().SingleAsync(Ct),
                        await db.SubscriptionTopics.Select(t => t.Topic).ToListAsync(Ct)
                    ),
                Ct
            );

    private async Task PushAsync(string title, int sequence, string tag = OpenedTag)
    {
        string? registration = null;
        await Waiting.UntilAsync(
            () =>
            {
                registration = _browser
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
        var data = JsonSerializer.Serialize(
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
        );
        await _browser.CallAsync(
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
    private Task UntilActiveAsync() =>
        Waiting.UntilAsync(
            async () =>
                (
                    await _browser.EvaluateAsync("navigator.serviceWorker.ready.then(r => r.active.state)")
                ).GetString() == "activated",
            TimeSpan.FromSeconds(60),
            "the service worker is active",
            Ct
        );

    private async Task<string?> ShownAsync(string tag) =>
        (
            await _browser.EvaluateAsync(
                $"navigator.serviceWorker.ready.then(r => r.getNotifications({{ tag: '{tag}' }})).then(n => n.map(x => x.title).join('|'))"
            )
        ).GetString();

    private Task UntilShownAsync(string title, string tag = OpenedTag) =>
        Waiting.UntilAsync(
            async () => await ShownAsync(tag) == title,
            TimeSpan.FromSeconds(60),
            $"'{title}' is shown ({string.Join(' ', Complaints())})",
            Ct
        );

    private List<string> Complaints() =>
        [
            .. _browser
                .Events("Runtime.exceptionThrown")
                .Concat(_browser.Events("Log.entryAdded"))
                .Select(e => e.ToString()),
            .. _browser.Events("ServiceWorker.workerErrorReported").Select(e => e.ToString()),
        ];
}
