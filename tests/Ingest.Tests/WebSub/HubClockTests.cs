using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Syndication.Ingest.Tests.Sources;
using Syndication.Testing.Time;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>Leases, patience and trust, in hours that pass in milliseconds.</summary>
public sealed class HubClockTests : IAsyncLifetime
{
    private static readonly string[] Items = [Item(5), Item(4), Item(3), Item(2), Item(1)];
    private readonly ManualTime _time = new();
    private HubDesk _desk = null!;
    private HubServer _pass = null!;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync()
    {
        _desk = await HubDesk.OpenAsync(_time);
        _desk.Show("/feed", Items);
        _pass = await HubServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _pass.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_is_renewed_before_its_end_at_the_same_callback()
    {
        var (id, first) = await _desk.SubscribeAsync(lease: 36000);

        _time.Leap(TimeSpan.FromHours(5.8));
        await PassAsync();
        Assert.Single(Hub.Requests);
        _time.Leap(TimeSpan.FromHours(1.3));
        var renewal = await Hub.AskedAsync(2, _desk.Tick);

        Assert.Equal(first, renewal);
        Assert.Equal("verified", (string?)(await _desk.Host.SourceAsync(id))["hubState"]);
        await Hub.VerifyAsync(renewal, lease: 36000);
        var until = (DateTimeOffset)(await _desk.Host.SourceAsync(id))["hubLeaseUntil"]!;
        Assert.InRange(until - _time.GetUtcNow(), TimeSpan.FromHours(9.9), TimeSpan.FromHours(10));
    }

    [Fact]
    public async Task A_hub_that_does_not_verify_is_asked_again_after_a_while_and_then_after_a_longer_one()
    {
        var (id, _) = await _desk.AskAsync();

        // Five minutes, and then ten, a tenth more or less; while something is waited for, a minute or two may pass.
        _time.Leap(TimeSpan.FromMinutes(2));
        await PassAsync();
        Assert.Single(Hub.Requests);
        _time.Leap(TimeSpan.FromMinutes(4));
        await Hub.AskedAsync(2, _desk.Tick);
        _time.Leap(TimeSpan.FromMinutes(6));
        await PassAsync();
        Assert.Equal(2, Hub.Requests.Count);
        _time.Leap(TimeSpan.FromMinutes(6));
        await Hub.AskedAsync(3, _desk.Tick);

        // A minute that passes while it is asked leaves no time for its answer; then the next answer says it.
        await _desk.UntilAsync(
            id,
            s =>
            {
                _time.Leap(TimeSpan.FromMinutes(1));
                return ((string?)s["hubError"])?.Contains("not verified", StringComparison.Ordinal) == true;
            },
            "that nobody verifies"
        );
        // Late is better than never.
        Assert.Equal(200, (await Hub.VerifyAsync(Hub.Requests[0])).Status);
        Assert.Null((await _desk.Host.SourceAsync(id))["hubError"]);
    }

    [Fact]
    public async Task A_hub_that_wants_to_be_left_alone_is_left_alone()
    {
        Hub.Answers = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        var (id, _) = await _desk.AskAsync();
        await _desk.UntilAsync(id, s => s["hubError"] is not null, "the answer");

        _time.Leap(TimeSpan.FromMinutes(110));
        await PassAsync();
        Assert.Single(Hub.Requests);
        _time.Leap(TimeSpan.FromMinutes(15));
        await Hub.AskedAsync(2, _desk.Tick);
    }

    [Fact]
    public async Task A_hub_that_never_answers_holds_up_no_other()
    {
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Hub.Answers = (_, _) => free.Task;
        for (var i = 0; i < 12; i++)
        {
            _desk.Show($"/slow/{i}", Items);
            await _desk.Host.AddFeedAsync(_desk.Origin.Url($"/slow/{i}"));
        }
        await Hub.AskedAsync(4, _desk.Tick);

        await PassAsync();

        Assert.InRange(Hub.Requests.Count, 4, 11);
        free.SetResult();
    }

    [Fact]
    public async Task Polling_slows_down_after_the_first_good_push_and_not_before()
    {
        var (id, request) = await _desk.SubscribeAsync();

        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.Zero, TimeSpan.FromMinutes(40));
        await Hub.PushAsync(request, Rss(Item(6)));
        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.FromHours(3), TimeSpan.FromHours(5));
    }

    [Fact]
    public async Task A_lease_that_ends_unrenewed_brings_the_usual_polling_back_at_once()
    {
        var (id, request) = await _desk.SubscribeAsync(lease: 36000);
        await Hub.PushAsync(request, Rss(Item(6)));
        await PollAsync(id);
        Hub.Answers = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };

        _time.Leap(TimeSpan.FromHours(7.5));
        await Hub.AskedAsync(2, _desk.Tick);
        var renewing = await _desk.UntilAsync(id, s => s["hubError"] is not null, "the failed renewal");
        Assert.Equal("verified", (string?)renewing["hubState"]);
        var polls = _desk.Origin.Count;
        _time.Leap(TimeSpan.FromHours(2.6));

        var lost = await _desk.UntilAsync(id, s => (string?)s["hubState"] == "asked", "the lease's end");
        Assert.Null(lost["hubLeaseUntil"]);
        await _desk.UntilAsync(id, _ => _desk.Origin.Count > polls, "a poll");
        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.Zero, TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_hub_that_lets_articles_slip_is_relied_upon_no_more()
    {
        var (id, request) = await _desk.SubscribeAsync();
        await Hub.PushAsync(request, Rss(Item(6)));
        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.FromHours(3), TimeSpan.FromHours(5));
        _time.Leap(TimeSpan.FromMinutes(30));
        var missed = Item(7).Replace("01:00:00", "06:10:00", StringComparison.Ordinal);
        _desk.Show("/feed", [missed, .. Items]);

        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.Zero, TimeSpan.FromMinutes(40));
        await Hub.PushAsync(request, Rss(Item(8)));
        Assert.InRange(Wait(await PollAsync(id)), TimeSpan.Zero, TimeSpan.FromMinutes(40));
    }

    private async Task<JsonNode> PollAsync(Guid id)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return await _desk.Host.PollAgainAsync(id);
    }

    private static TimeSpan Wait(JsonNode source) =>
        (DateTimeOffset)source["nextPollAt"]! - (DateTimeOffset)source["lastPolledAt"]!;

    // Another source's request shows that the clock has looked.
    private async Task PassAsync()
    {
        var path = $"/pass/{Guid.NewGuid():N}";
        _desk.Origin[path] = FeedServer.Says(
            Rss(),
            headers: ("Link", $"<{_pass.Url()}>; rel=hub, <{_desk.Origin.Url(path)}>; rel=self")
        );
        var number = _pass.Requests.Count + 1;
        await _desk.Host.AddFeedAsync(_desk.Origin.Url(path));
        await _pass.AskedAsync(number, _desk.Tick);
    }
}
