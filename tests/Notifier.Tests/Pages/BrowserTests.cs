using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>The sign-up page and its service worker in a real browser.</summary>
public sealed class BrowserTests : BrowserStage
{
    [Fact]
    public async Task A_reader_signs_up_by_keyboard_tries_it_pauses_and_leaves()
    {
        await StubPushAsync(Sink.Subscribe());
        await Browser.OpenAsync(new($"{Origin}/alerts"));
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
        await Browser.OpenAsync(new($"{Origin}/alerts?lang=en"));
        Assert.Equal("say-paused", await SaidAsync());
        await ClickAsync("go-on", "on");
        await ClickAsync("end", "off");
        Assert.Equal(0, await Host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.CountAsync(Ct), Ct));
        Assert.Empty(Complaints());
    }

    [Fact]
    public async Task The_service_worker_shows_the_newest_version_of_a_story_and_no_older_one()
    {
        await Browser.OpenAsync(new($"{Origin}/alerts"));

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
    public async Task ABrowser_that_cannot_and_a_reader_who_said_no_are_told_so()
    {
        await Browser.CallAsync(
            "Page.addScriptToEvaluateOnNewDocument",
            new
            {
                source = "if (location.search === '?none') delete window.PushManager; else Object.defineProperty(Notification, 'permission', { get: () => 'denied' });",
            }
        );

        await Browser.OpenAsync(new($"{Origin}/alerts?none"));
        Assert.Equal("say-unsupported", await SaidAsync());
        await Browser.OpenAsync(new($"{Origin}/alerts"));
        Assert.Equal("say-denied", await SaidAsync());
    }
}
