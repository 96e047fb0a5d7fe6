using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>
/// What the service worker shows, and where a tap leads, in a real browser. Stubbed: the push service (this Chromium has
/// none, so a push is handed to the worker as it came to the sink), the tap's event (nobody but a browser can make one, so it
/// is dispatched inside the worker), and opening or focusing a window (which needs a real tap: what was asked for is written
/// down).
/// </summary>
public sealed class WorkerTests : BrowserScene
{
    [Fact]
    public async Task An_alert_is_shown_with_its_words_and_replaced_by_its_correction_and_its_withdrawal()
    {
        await SignUpAsync();
        using var newsroom = Host.Newsroom();
        var id = await AlertAsync(newsroom, "https://example.news/bridge");

        var first = await ArrivedAsync(1);
        await PushAsync(first);
        var shown = await NotificationAsync();
        Assert.Equal("সেতু ভেঙে পড়েছে", shown.GetProperty("title").GetString());
        Assert.Equal("নদীর দুই পাড়ে যান চলাচল বন্ধ।", shown.GetProperty("body").GetString());
        Assert.Equal($"{Origin}/alerts/icon-192.png", shown.GetProperty("icon").GetString());
        Assert.Equal(("bn", "ltr"), (Text(shown, "lang"), Text(shown, "dir")));
        Assert.Equal("https://example.news/bridge", Text(shown.GetProperty("data"), "url"));
        using var declared = JsonDocument.Parse(first);
        var declaredWords = declared.RootElement.GetProperty("notification");
        Assert.Equal(8030, declared.RootElement.GetProperty("web_push").GetInt32());
        foreach (var name in (string[])["title", "body", "tag", "lang", "dir"])
            Assert.Equal(Text(declaredWords, name), Text(shown, name));

        await ActAsync(newsroom, $"/api/alerts/{id}/correct", new { title = "সেতুর একাংশ ভেঙেছে" });
        await PushAsync(await ArrivedAsync(2));
        var corrected = await NotificationAsync();
        Assert.Equal("সংশোধিত: সেতুর একাংশ ভেঙেছে", Text(corrected, "title"));
        Assert.Equal(Text(shown, "tag"), Text(corrected, "tag"));

        await ActAsync(newsroom, $"/api/alerts/{id}/withdraw", new { note = "খবরটি সত্য নয়।" });
        await PushAsync(await ArrivedAsync(3));
        var withdrawn = await NotificationAsync();
        Assert.StartsWith("প্রত্যাহার", Text(withdrawn, "title"), StringComparison.Ordinal);
        Assert.Equal("খবরটি সত্য নয়।", Text(withdrawn, "body"));
        Assert.True(withdrawn.GetProperty("silent").GetBoolean());
        Assert.Equal($"/alerts/{id}", new Uri(Text(withdrawn.GetProperty("data"), "url")!).AbsolutePath);

        // A phone that was off gets the first again after all: it does not come back.
        await PushAsync(first);
        Assert.StartsWith("প্রত্যাহার", Text(await NotificationAsync(), "title"), StringComparison.Ordinal);
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task A_message_that_only_the_browser_understands_is_shown_by_its_declaration()
    {
        await OpenAsync();

        await PushAsync(
            """{"web_push":8030,"notification":{"title":"ঘোষিত","body":"কথা","tag":"declared","navigate":"https://example.news/x"}}"""
        );

        var shown = await NotificationAsync();
        Assert.Equal(("ঘোষিত", "declared"), (Text(shown, "title"), Text(shown, "tag")));
        Assert.Equal(
            ("কথা", "https://example.news/x"),
            (Text(shown, "body"), Text(shown.GetProperty("data"), "url"))
        );
    }

    [Fact]
    public async Task A_flash_is_shown_although_a_clock_that_was_put_back_made_it_the_older_one()
    {
        await OpenAsync();
        var ids = (Older: Guid.CreateVersion7(In(-60)), Newer: Guid.CreateVersion7(In(0)));

        await PushAsync(Told(ids.Newer, "breaking", "ফেরি দেরিতে ছাড়বে"));
        await PushAsync(Told(ids.Older, "flash", "ফেরি ডুবেছে"));
        Assert.Equal("ফেরি ডুবেছে", Text(await NotificationAsync(), "title"));

        // An older one of its own level does not take its place.
        await PushAsync(Told(Guid.CreateVersion7(In(-90)), "flash", "পুরোনো খবর"));
        Assert.Equal("ফেরি ডুবেছে", Text(await NotificationAsync(), "title"));
    }

    private static DateTimeOffset In(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    private static string Told(Guid alert, string level, string title) =>
        JsonSerializer.Serialize(
            new
            {
                alertId = alert,
                level,
                title,
                tag = "one-story",
                sequence = 1,
                kind = "alert",
            }
        );

    [Fact]
    public async Task A_tap_opens_the_story_and_counts_one_for_the_alert_and_tells_nothing_of_the_reader()
    {
        await SignUpAsync();
        using var newsroom = Host.Newsroom();
        var id = await AlertAsync(newsroom, "https://example.news/bridge");
        await PushAsync(await ArrivedAsync(1));

        var did = await TapAsync();

        Assert.Equal("open https://example.news/bridge", did.GetProperty("led").GetString());
        Assert.Equal(0, did.GetProperty("left").GetInt32());
        var asked = Assert.Single(did.GetProperty("asked").EnumerateArray());
        Assert.Equal($"/api/alerts/{id}/click", Text(asked, "url"));
        var init = asked.GetProperty("init");
        Assert.Equal(("omit", "no-referrer"), (Text(init, "credentials"), Text(init, "referrerPolicy")));
        // Nothing but the alert's address goes: no body, no header of the reader's.
        Assert.False(init.TryGetProperty("body", out _) || init.TryGetProperty("headers", out _));
        await Waiting.UntilAsync(
            async () => await ClickedAsync(id) == 1,
            TimeSpan.FromSeconds(30),
            "the tap is counted",
            Ct
        );
    }

    [Fact]
    public async Task A_tap_on_what_the_browser_read_by_itself_is_counted_as_any_other()
    {
        await SignUpAsync();
        using var newsroom = Host.Newsroom();
        var id = await AlertAsync(newsroom, "https://example.news/bridge");
        using var came = JsonDocument.Parse(await ArrivedAsync(1));

        // Safari hands the worker what it would show, and no text.
        await InWorkerAsync(
            $$"""
            (async () => {
              const event = new PushEvent("push");
              const waits = [];
              Object.defineProperty(event, "waitUntil", { value: (work) => waits.push(work) });
              Object.defineProperty(event, "notification", { value: {{came.RootElement.GetProperty(
                "notification"
            )}} });
              self.dispatchEvent(event);
              await Promise.all(waits);
            })()
            """
        );
        var did = await TapAsync();

        Assert.Equal("open https://example.news/bridge", did.GetProperty("led").GetString());
        var asked = Assert.Single(did.GetProperty("asked").EnumerateArray());
        Assert.Equal($"/api/alerts/{id}/click", Text(asked, "url"));
    }

    [Fact]
    public async Task A_tap_brings_the_story_forward_where_it_is_open_already()
    {
        await SignUpAsync();
        using var newsroom = Host.Newsroom();
        await AlertAsync(newsroom, $"{Origin}/alerts");
        await PushAsync(await ArrivedAsync(1));

        Assert.Equal($"focus {Origin}/alerts", (await TapAsync()).GetProperty("led").GetString());
    }

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();

    private static async Task<Guid> AlertAsync(HttpClient newsroom, string url)
    {
        var made = await ActAsync(
            newsroom,
            "/api/alerts",
            new
            {
                title = "সেতু ভেঙে পড়েছে",
                body = "নদীর দুই পাড়ে যান চলাচল বন্ধ।",
                url,
                topics = (string[])["international"],
                level = "breaking",
            }
        );
        return made.GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> ActAsync(HttpClient newsroom, string path, object body)
    {
        using var response = await newsroom.PostAsJsonAsync(path, body, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<string> ArrivedAsync(int count)
    {
        await Waiting.UntilAsync(
            () => Task.FromResult(Sink.Messages.Count == count),
            TimeSpan.FromSeconds(60),
            $"{count} pushes have come",
            Ct
        );
        return Sink.Messages[^1].Text!;
    }

    /// <summary>There is one, whatever came before.</summary>
    private async Task<JsonElement> NotificationAsync()
    {
        var all = await InWorkerAsync(
            """
            registration.getNotifications().then((all) => all.map((n) => ({ title: n.title, body: n.body,
              icon: n.icon, tag: n.tag, lang: n.lang, dir: n.dir, silent: n.silent, data: n.data })))
            """
        );
        return Assert.Single(all.EnumerateArray());
    }

    private async Task<int> ClickedAsync(Guid id) =>
        await Host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                    db.Counts.Where(c => c.AlertId == id && c.Channel == ChannelKind.WebPush)
                        .SumAsync(c => c.Clicked, Ct),
                Ct
            );

    private Task<JsonElement> TapAsync() =>
        InWorkerAsync(
            """
            (async () => {
              const did = { led: null, asked: [] };
              const [notification] = await registration.getNotifications();
              const event = new NotificationEvent("notificationclick", { notification });
              const waits = [];
              Object.defineProperty(event, "waitUntil", { value: (work) => waits.push(work) });
              Clients.prototype.openWindow = async (url) => void (did.led = `open ${url}`);
              WindowClient.prototype.focus = async function () { did.led = `focus ${this.url}`; };
              const ask = self.fetch;
              self.fetch = (url, init) => { did.asked.push({ url, init }); return ask(url, init); };
              self.dispatchEvent(event);
              await Promise.all(waits);
              self.fetch = ask;
              did.left = (await registration.getNotifications()).length;
              return did;
            })()
            """
        );
}
