using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;
using Syndication.Ingest.Tests.Sources;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>How a source's hub is found and asked.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private HubDesk _desk = null!;

    private static CancellationToken Ct => IngestHost.Ct;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync() => _desk = await HubDesk.OpenAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_hub_in_the_headers_is_asked_before_one_in_the_document()
    {
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url("/document")), AtomLink("self", _desk.Origin.Url("/other")), Item(1)),
            headers: ("Link", _desk.Links("/feed", "/header"))
        );

        var (id, request) = await _desk.AskAsync();

        Assert.Equal("subscribe", request.Mode);
        Assert.Equal("/header", request.Path);
        Assert.Equal(_desk.Origin.Url("/feed").AbsoluteUri, request.Topic);
        Assert.Equal("864000", request.LeaseSeconds);
        Assert.InRange(request.Secret!.Length, 32, 199);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal(Hub.Url("/header").AbsoluteUri, (string?)source["hub"]);
        Assert.Equal("asked", (string?)source["hubState"]);
    }

    [Fact]
    public async Task A_hub_in_the_document_alone_is_found()
    {
        _desk.Origin["/feed?ক=১"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url()), AtomLink("self", _desk.Origin.Url("/feed?self")), Item(1))
        );
        _desk.Origin["*"] = FeedServer.Says(
            Rss(AtomLink("hub", Hub.Url()), AtomLink("self", _desk.Origin.Url("/feed?self")), Item(1))
        );

        var (_, request) = await _desk.AskAsync();

        Assert.Equal(_desk.Origin.Url("/feed?self").AbsoluteUri, request.Topic);
    }

    [Fact]
    public async Task A_feed_that_names_the_topic_of_another_site_is_subscribed_to_by_its_own_address()
    {
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: ("Link", $"<{Hub.Url()}>; rel=hub, <https://onno.example/feed>; rel=self")
        );

        var (_, request) = await _desk.AskAsync();

        Assert.Equal(_desk.Origin.Url("/feed").AbsoluteUri, request.Topic);
    }

    [Fact]
    public async Task A_hub_that_asks_back_gets_its_challenge_and_nothing_else()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.AskAsync();

        var (status, body, answer) = await Hub.VerifyAsync(request, lease: 7200, challenge: "<b>হ্যাঁ</b>");

        Assert.Equal(200, status);
        Assert.Equal("<b>হ্যাঁ</b>", body);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal("verified", (string?)source["hubState"]);
        var lease = (DateTimeOffset)source["hubLeaseUntil"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(lease.TotalSeconds, 7200 - 120, 7200);
        // Asked again, because the answer was lost on its way: the same answer.
        Assert.Equal(200, (await Hub.VerifyAsync(request)).Status);
    }

    [Fact]
    public async Task What_was_not_asked_for_is_not_confirmed()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.AskAsync();
        var stranger = request with { Callback = request.Callback[..^43] + new string('a', 43) };

        Assert.Equal(404, (await Hub.VerifyAsync(request, topic: request.Topic + "/")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, topic: request.Topic.ToUpperInvariant())).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, challenge: "")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, challenge: new string('x', 2049))).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, mode: "publish")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(request, mode: "unsubscribe")).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(stranger)).Status);
        Assert.Equal(404, (await Hub.VerifyAsync(stranger, mode: "denied")).Status);
        Assert.Equal("asked", (string?)(await _desk.Host.SourceAsync(id))["hubState"]);
    }

    [Fact]
    public async Task A_hub_that_denies_says_why_and_is_believed()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        var (status, _, _) = await Hub.VerifyAsync(request, mode: "denied", reason: "এই বিষয়\nএখানে নেই");

        Assert.Equal(200, status);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal("denied", (string?)source["hubState"]);
        Assert.EndsWith("এই বিষয় এখানে নেই", (string?)source["hubError"], StringComparison.Ordinal);
        Assert.Null(source["hubLeaseUntil"]);
        Assert.Equal(404, (await Hub.VerifyAsync(request)).Status);
    }

    [Fact]
    public async Task The_next_hub_is_asked_when_one_refuses_and_is_told_other_secrets()
    {
        Hub.Answers = (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/one" ? 403 : 202;
            return Task.CompletedTask;
        };
        _desk.Origin["/feed"] = FeedServer.Says(
            Rss(Item(1)),
            headers: (
                "Link",
                $"<{Hub.Url("/one")}>; rel=hub, <{Hub.Url("/two")}>; rel=hub, </feed>; rel=self"
            )
        );

        var (id, one) = await _desk.AskAsync();
        var two = await Hub.AskedAsync(2);

        Assert.Equal(("/one", "/two"), (one.Path, two.Path));
        Assert.NotEqual(one.Callback, two.Callback);
        Assert.NotEqual(one.Secret, two.Secret);
        Assert.Equal(404, (await Hub.VerifyAsync(one)).Status);
        Assert.Equal(200, (await Hub.VerifyAsync(two)).Status);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal(Hub.Url("/two").AbsoluteUri, (string?)source["hub"]);
    }

    [Fact]
    public async Task A_hub_that_has_moved_for_now_is_followed_with_the_whole_request()
    {
        Hub.Answers = (request, context) =>
        {
            context.Response.StatusCode = request.Path == "/hub" ? 307 : 202;
            if (request.Path == "/hub")
                context.Response.Headers.Location = "/there";
            return Task.CompletedTask;
        };
        _desk.Show("/feed", Item(1));

        var (id, first) = await _desk.AskAsync();
        var there = await Hub.AskedAsync(2);

        Assert.Equal(first with { Path = "/there" }, there);
        Assert.Equal(200, (await Hub.VerifyAsync(there)).Status);
        Assert.Equal("verified", (string?)(await _desk.Host.SourceAsync(id))["hubState"]);
    }

    [Fact]
    public async Task A_hub_in_private_space_is_not_called()
    {
        await using var host = new IngestHost();
        var source = new SourceRow
        {
            Id = Guid.NewGuid(),
            Url = "https://shokal.example/feed",
            Name = "উৎস",
            Enabled = true,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Hub = Hub.Url().AbsoluteUri,
            Topic = "https://shokal.example/feed",
            HubDueAt = TimeProvider.System.GetUtcNow(),
        };
        await using (var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct))
        {
            db.Sources.Add(source);
            await db.SaveChangesAsync(Ct);
        }

        var after = await host.UntilAsync(source.Id, s => s["hubError"] is not null, "the refusal");

        Assert.Equal("denied", (string?)after["hubState"]);
        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public async Task Nobody_is_told_the_callback_or_the_secret()
    {
        _desk.Show("/feed", Item(1));
        var (id, request) = await _desk.SubscribeAsync();

        var text = (await _desk.Host.SourceAsync(id)).ToJsonString();

        Assert.DoesNotContain(request.Secret!, text, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Callback[^43..], text, StringComparison.Ordinal);
    }

    private static string AtomLink(string relation, Uri address) =>
        $"<link xmlns='http://www.w3.org/2005/Atom' rel='{relation}' href='{address.AbsoluteUri}'/>";
}
