using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>The page and its service worker in a real browser; only the push service is a stand-in.</summary>
public sealed class BrowserTests : BrowserScene
{
    private const string OpenedTag = "story-1";

    [Fact]
    public async Task A_reader_signs_up_by_keyboard_tries_it_pauses_and_leaves()
    {
        await StubPushAsync(Sink.Subscribe());
        await OpenAsync();
        Assert.Equal("say-ready", await SaidAsync());

        await TabToAsync("document.activeElement.value === 'international'");
        await Browser.PressAsync(" ", 32, " ");
        await TabToAsync("document.activeElement.name === 'quiet'");
        await Browser.PressAsync(" ", 32, " ");
        await TabToAsync("document.activeElement.id === 'submit'");
        await Browser.PressAsync("Enter", 13, "\r");
        await UntilSaidAsync("on");

        var (made, topics) = await OnlyAsync();
        Assert.Equal(["international"], topics);
        Assert.Equal(new QuietHours(23 * 60, 7 * 60), made.Quiet);
        Assert.Equal(("bn", BreakingLevel.Breaking), (made.Language, made.MinLevel));
        await ClickAsync("test", "test-sent");
        Assert.Single(Sink.Messages);
        await ClickAsync("pause", "paused");
        Assert.Equal(SubscriptionState.Paused, (await OnlyAsync()).Row.State);
        // A visit finds everything as it was left.
        await OpenAsync("?lang=en");
        Assert.Equal("say-paused", await SaidAsync());
        await ClickAsync("go-on", "on");
        await Browser.UntilAsync(
            "document.getElementById('leave').href.includes('/alerts/unsubscribe?token=')"
        );
        await ClickAsync("end", "off");
        Assert.Equal(0, await Host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.CountAsync(Ct), Ct));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task The_service_worker_shows_the_newest_version_of_a_story_and_no_older_one()
    {
        await OpenAsync();

        await TellAsync("প্রথম", 1);
        Assert.Equal("প্রথম", await ShownAsync(OpenedTag));
        await TellAsync("সংশোধিত", 3);
        await TellAsync("পুরোনো", 2);
        await TellAsync("অন্য খবর", 1, "story-2");

        Assert.Equal("সংশোধিত", await ShownAsync(OpenedTag));
        Assert.Equal("অন্য খবর", await ShownAsync("story-2"));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task A_browser_that_cannot_and_a_reader_who_said_no_are_told_so()
    {
        await BeforeEachPageAsync(
            "if (location.search === '?none') delete window.PushManager; else Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
        );

        await OpenAsync("?none");
        Assert.Equal("say-unsupported", await SaidAsync());
        await OpenAsync();
        Assert.Equal("say-denied", await SaidAsync());
    }

    private async Task TabToAsync(string condition)
    {
        for (var i = 0; i < 60; i++)
        {
            if ((await Browser.EvaluateAsync(condition)).GetBoolean())
                return;
            await Browser.PressAsync("Tab", 9);
        }
        Assert.Fail($"The keyboard does not reach: {condition}");
    }

    private Task TellAsync(string title, int sequence, string tag = OpenedTag) =>
        PushAsync(
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
}
