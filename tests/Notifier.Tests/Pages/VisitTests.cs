using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Subscriptions;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>What becomes of a reader's wishes when the page is opened again, and when it is asked to keep others.</summary>
public sealed class VisitTests : BrowserScene
{
    [Fact]
    public async Task A_visit_keeps_a_topic_that_was_blocked_since_and_says_so()
    {
        await SignUpAsync("international", "sports");
        await DefineAsync("sports", CategoryState.Blocked, 1);

        await OpenAsync();

        Assert.Equal("say-on", await SaidAsync());
        Assert.Equal(["international", "sports"], (await OnlyAsync()).Topics);
        Assert.True(await IsAsync("!document.getElementById('closed').hidden"));
        await Browser.EvaluateAsync("document.querySelector('input[value=campus]').click()");
        await ClickAsync("submit", "on");
        Assert.Equal(["campus", "international", "sports"], (await OnlyAsync()).Topics);
    }

    [Fact]
    public async Task A_topic_blocked_while_the_page_is_open_does_not_keep_its_reader_from_the_others()
    {
        await StubPushAsync(Sink.Subscribe());
        await OpenAsync();
        await Browser.EvaluateAsync("for (const box of boxes) if (box.value !== 'all') box.click()");
        await DefineAsync("sports", CategoryState.Blocked, 1);

        await ClickAsync("submit", "some-closed");

        var topics = (await OnlyAsync()).Topics;
        Assert.DoesNotContain("sports", topics);
        Assert.Contains("international", topics);
    }

    [Fact]
    public async Task A_visit_leaves_what_was_changed_elsewhere_as_it_is()
    {
        await SignUpAsync();
        var (id, token) = await MineAsync();
        var (changed, _) = await Client.SendAsync(
            HttpMethod.Patch,
            $"/{id}",
            token,
            new JsonObject
            {
                ["language"] = "en",
                ["maxPerDay"] = 3,
                ["topics"] = new JsonArray("campus"),
            }
        );
        changed.EnsureSuccessStatusCode();

        await OpenAsync();

        Assert.Equal("say-on", await SaidAsync());
        var (row, topics) = await OnlyAsync();
        Assert.Equal(("en", 3), (row.Language, row.MaxPerDay!.Value));
        Assert.Equal(["campus"], topics);
    }

    [Fact]
    public async Task Whoever_has_paused_may_change_what_is_wanted_and_stays_paused()
    {
        await SignUpAsync();
        await ClickAsync("pause", "paused");

        await Browser.EvaluateAsync("document.querySelector('input[value=flash]').click()");
        await ClickAsync("submit", "kept-paused");

        var (row, _) = await OnlyAsync();
        Assert.Equal((SubscriptionState.Paused, BreakingLevel.Flash), (row.State, row.MinLevel));
        Assert.True(await IsAsync("!document.getElementById('go-on').hidden"));
    }

    [Theory]
    [InlineData(false, "say-paused")]
    [InlineData(true, "say-left")]
    public async Task A_paused_reader_is_told_why_and_finds_one_button_that_goes_on(bool byLink, string said)
    {
        await SignUpAsync();
        if (byLink)
            (await Client.GetAsync(await LinkAsync(), Ct)).Dispose();
        else
            await ClickAsync("pause", "paused");

        await OpenAsync();

        Assert.Equal(said, await SaidAsync());
        Assert.True(await IsAsync("!document.getElementById('go-on').hidden"));
        Assert.True(
            await IsAsync("document.getElementById('pause').hidden && document.getElementById('test').hidden")
        );
        await ClickAsync("go-on", "on");
        Assert.Equal(SubscriptionState.Active, (await OnlyAsync()).Row.State);
        Assert.True(
            await IsAsync(
                "!document.getElementById('pause').hidden && !document.getElementById('test').hidden"
            )
        );
    }

    [Fact]
    public async Task Whoever_left_by_the_link_while_the_page_was_open_is_not_brought_back_by_keeping_changes()
    {
        await SignUpAsync();
        (await Client.GetAsync(await LinkAsync(), Ct)).Dispose();

        await ClickAsync("submit", "kept-paused");

        Assert.Equal(SubscriptionState.Paused, (await OnlyAsync()).Row.State);
    }

    [Fact]
    public async Task A_subscription_that_was_deleted_elsewhere_is_not_made_again_by_keeping_changes()
    {
        await SignUpAsync();
        var (id, token) = await MineAsync();
        (await Client.SendAsync(HttpMethod.Delete, $"/{id}", token)).Response.Dispose();

        await ClickAsync("submit", "off");

        Assert.True(await IsAsync("document.getElementById('manage').hidden"));
        Assert.True(await IsAsync("submit.textContent === submit.dataset.begin"));
    }

    [Theory]
    [InlineData("Mars/Olympus", "on-zone", "Asia/Dhaka")]
    [InlineData("Asia/Calcutta", "on", "Asia/Kolkata")]
    public async Task A_time_zone_that_is_unknown_here_keeps_nobody_from_alerts(
        string browsers,
        string said,
        string zone
    )
    {
        await BeforeEachPageAsync(
            $"Intl.DateTimeFormat.prototype.resolvedOptions = () => ({{ timeZone: '{browsers}' }});"
        );
        await StubPushAsync(Sink.Subscribe());
        await OpenAsync();
        await Browser.EvaluateAsync("document.querySelector('input[value=international]').click()");
        await Browser.EvaluateAsync("form.elements.quiet.click()");

        await ClickAsync("submit", said);

        Assert.Equal(zone, (await OnlyAsync()).Row.TimeZone);
        await ClickAsync("pause", "paused");
        await ClickAsync("submit", "kept-paused");
        Assert.Equal(zone, (await OnlyAsync()).Row.TimeZone);
    }

    private Task DefineAsync(string slug, CategoryState state, long version) =>
        Host.PublishAsync(
            new CategoryDefined
            {
                Slug = slug,
                Name = slug,
                State = state,
                Version = version,
            },
            Ct
        );

    private async Task<bool> IsAsync(string condition) =>
        (await Browser.EvaluateAsync(condition)).GetBoolean();
}
