using Syndication.Ingest.Tests.Sources;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>How a hub is left: for another, for none, or for a while.</summary>
public sealed class SubscriptionEndTests : IAsyncLifetime
{
    private HubDesk _desk = null!;

    private static CancellationToken Ct => IngestHost.Ct;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync() => _desk = await HubDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_source_that_is_removed_leaves_its_hub_and_its_callback_is_dead()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        await _desk.Host.Newsroom.DeleteAsync(new Uri($"/api/sources/{id}", UriKind.Relative), Ct);
        var farewell = await Hub.AskedAsync(2);

        Assert.Equal(
            ("unsubscribe", request.Topic, request.Callback),
            (farewell.Mode, farewell.Topic, farewell.Callback)
        );
        Assert.Null(farewell.Secret);
        var (status, body, _) = await Hub.VerifyAsync(farewell, mode: "unsubscribe", challenge: "bye");
        Assert.Equal((200, "bye"), (status, body));
        Assert.Equal(404, (await Hub.VerifyAsync(request)).Status);
        Assert.Equal(410, await Hub.PushAsync(request, Rss(Item(2))));
    }

    [Fact]
    public async Task A_source_that_is_switched_off_and_on_subscribes_anew()
    {
        _desk.Show("/feed", Item(1));
        var (id, first) = await _desk.SubscribeAsync();

        await _desk.Host.PatchAsync(id, """{"enabled": false}""");
        var farewell = await Hub.AskedAsync(2);
        Assert.Equal(("unsubscribe", first.Callback), (farewell.Mode, farewell.Callback));
        Assert.Equal(410, await Hub.PushAsync(first, Rss(Item(2))));
        await _desk.Host.PatchAsync(id, """{"enabled": true}""");
        var second = await Hub.AskedAsync(3);

        Assert.Equal("subscribe", second.Mode);
        Assert.NotEqual(first.Callback, second.Callback);
        Assert.Equal(200, (await Hub.VerifyAsync(second)).Status);
    }

    [Fact]
    public async Task A_feed_that_names_another_hub_is_subscribed_to_there()
    {
        _desk.Show("/feed", Item(1));
        var (id, first) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1), Item(2)),
            headers: ("Link", _desk.Links("/feed", "/new"))
        );

        await _desk.Host.PollAgainAsync(id);
        await Hub.AskedAsync(3);

        Assert.Contains(Hub.Requests, r => r is { Mode: "subscribe", Path: "/new" });
        Assert.Contains(Hub.Requests, r => r.Mode == "unsubscribe" && r.Callback == first.Callback);
        Assert.Equal(410, await Hub.PushAsync(first, Rss(Item(3))));
    }

    [Fact]
    public async Task A_feed_that_names_no_hub_any_more_is_only_polled()
    {
        _desk.Show("/feed", Item(1));
        var (id, _) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(Rss(Item(1), Item(2)));

        var source = await _desk.Host.PollAgainAsync(id);

        Assert.Null(source["hub"]);
        Assert.Null(source["hubState"]);
        Assert.Equal("unsubscribe", (await Hub.AskedAsync(2)).Mode);
    }

    [Fact]
    public async Task An_answer_without_a_document_changes_nothing_of_the_hub()
    {
        _desk.Show("/feed", Item(1));
        var (id, _) = await _desk.SubscribeAsync();
        _desk.Origin["/feed"] = FeedServer.Says(Rss(Item(1)));

        var source = await _desk.Host.PollAgainAsync(id);

        Assert.Equal(Hub.Url().AbsoluteUri, (string?)source["hub"]);
        Assert.Equal("verified", (string?)source["hubState"]);
    }
}
