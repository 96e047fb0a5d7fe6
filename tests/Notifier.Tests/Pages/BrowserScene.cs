using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>A Notifier, a push service's stand-in, and a reader's browser that may show notifications.</summary>
public abstract class BrowserScene : IAsyncLifetime
{
    private const string CountShowings = """
        (() => {
          if (self.showings === undefined) {
            self.showings = 0;
            const show = ServiceWorkerRegistration.prototype.showNotification;
            ServiceWorkerRegistration.prototype.showNotification = function (...words) {
              return show.apply(this, words).finally(() => self.showings++);
            };
          }
          return self.showings;
        })()
        """;
    private NotifierHost? _host;
    private PushSink? _sink;
    private Chromium? _browser;
    private HttpClient? _client;
    private string? _worker;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected NotifierHost Host => _host!;
    private protected Chromium Browser => _browser!;
    protected PushSink Sink => _sink!;
    protected HttpClient Client => _client!;

    /// <summary>Where alone a browser trusts plain http.</summary>
    protected string Origin =>
        new Uri(
            Client.BaseAddress!.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        ).GetLeftPart(UriPartial.Authority);

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
        await Browser.CallAsync(
            "Browser.grantPermissions",
            new { origin = Origin, permissions = (string[])["notifications"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task OpenAsync(string query = "") => Browser.OpenAsync(new($"{Origin}/alerts{query}"));

    /// <summary>This Chromium has no push service to subscribe at: from the next page on it answers this.</summary>
    protected Task StubPushAsync(SinkSubscription subscription) =>
        BeforeEachPageAsync(
            $$"""
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
            """
        );

    protected Task BeforeEachPageAsync(string source) =>
        Browser.CallAsync("Page.addScriptToEvaluateOnNewDocument", new { source });

    /// <summary>Opens the page and turns alerts of these on; empty: of international news.</summary>
    protected async Task SignUpAsync(params string[] topics)
    {
        await StubPushAsync(Sink.Subscribe());
        await OpenAsync();
        foreach (var topic in topics is [] ? ["international"] : topics)
            await Browser.EvaluateAsync($"document.querySelector('input[value={topic}]').click()");
        await ClickAsync("submit", "on");
    }

    /// <summary>
    /// Returns when all that the click began is done and this is said: a word on the way may be gone before anybody looks,
    /// and one of before may still stand there.
    /// </summary>
    protected async Task ClickAsync(string button, string said)
    {
        await Browser.EvaluateAsync($"document.getElementById('{button}').click()");
        await Browser.UntilAsync(
            $"!document.getElementById('{button}').hasAttribute('aria-disabled') && {IsSaid(said)}"
        );
    }

    protected Task UntilSaidAsync(string name) => Browser.UntilAsync(IsSaid(name));

    private static string IsSaid(string name) => $"!document.getElementById('say-{name}').hidden";

    protected async Task<string?> SaidAsync() =>
        (await Browser.EvaluateAsync("document.querySelector('#say > p:not([hidden])')?.id")).GetString();

    private protected async Task<(Subscription Row, List<string> Topics)> OnlyAsync() =>
        await Host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                    (
                        await db.Subscriptions.AsNoTracking().SingleAsync(Ct),
                        await db.SubscriptionTopics.Select(t => t.Topic).Order().ToListAsync(Ct)
                    ),
                Ct
            );

    /// <summary>What the browser remembers of its subscription.</summary>
    protected async Task<(Guid Id, string Token)> MineAsync()
    {
        var mine = await Browser.EvaluateAsync(
            "caches.open('alerts-1').then(c => c.match('/alerts/.mine')).then(r => r.json())"
        );
        return (mine.GetProperty("id").GetGuid(), mine.GetProperty("token").GetString()!);
    }

    /// <summary>The link that ends the browser's subscription, as a path.</summary>
    protected async Task<string> LinkAsync()
    {
        var link = await Browser.EvaluateAsync(
            "caches.open('alerts-1').then(c => c.match('/alerts/.mine')).then(r => r.json()).then(m => m.link)"
        );
        return new Uri(link.GetString()!).PathAndQuery;
    }

    /// <summary>
    /// As a push service would bring it; returns when the worker has shown something. Chromium forgets a notification that is
    /// asked for while it is being shown, so nobody must look before.
    /// </summary>
    protected async Task PushAsync(string data)
    {
        var registrationId = await RegistrationAsync();
        var before = await InWorkerAsync(CountShowings);
        await Browser.CallAsync(
            "ServiceWorker.deliverPushMessage",
            new
            {
                origin = Origin,
                registrationId,
                data,
            }
        );
        await Waiting.UntilAsync(
            async () => (await InWorkerAsync("self.showings")).GetInt32() > before.GetInt32(),
            TimeSpan.FromSeconds(60),
            $"the worker has shown it ({string.Join(' ', Complaints())})",
            Ct
        );
    }

    private async Task<string> RegistrationAsync()
    {
        string? registrationId = null;
        await Waiting.UntilAsync(
            () =>
            {
                registrationId = Browser
                    .Events("ServiceWorker.workerRegistrationUpdated")
                    .SelectMany(e => e.GetProperty("params").GetProperty("registrations").EnumerateArray())
                    .Select(r => r.GetProperty("registrationId").GetString())
                    .LastOrDefault();
                return Task.FromResult(registrationId is not null);
            },
            TimeSpan.FromSeconds(30),
            "the service worker is registered",
            Ct
        );
        return registrationId!;
    }

    /// <summary>What an expression comes to inside the service worker.</summary>
    private protected async Task<JsonElement> InWorkerAsync(string expression)
    {
        await UntilActiveAsync();
        _worker ??= await Browser.AttachAsync("service_worker", Ct);
        return await Browser.EvaluateAsync(expression, _worker);
    }

    // A push to a worker that is not active yet is dropped without a word.
    private Task UntilActiveAsync() =>
        Waiting.UntilAsync(
            async () =>
                (
                    await Browser.EvaluateAsync("navigator.serviceWorker.ready.then(r => r.active.state)")
                ).GetString() == "activated",
            TimeSpan.FromSeconds(60),
            "the service worker is active",
            Ct
        );

    protected async Task<string?> ShownAsync(string tag) =>
        (
            await Browser.EvaluateAsync(
                $"navigator.serviceWorker.ready.then(r => r.getNotifications({{ tag: '{tag}' }})).then(n => n.map(x => x.title).join('|'))"
            )
        ).GetString();

    protected IReadOnlyList<string> Complaints() =>
        [
            .. Browser
                .Events("Runtime.exceptionThrown")
                .Concat(Browser.Events("Log.entryAdded"))
                .Select(e => e.ToString()),
            .. Browser.Events("ServiceWorker.workerErrorReported").Select(e => e.ToString()),
        ];
}
