using System.Net;
using System.Text;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>A subscriber that others wrote gets along with our hub, and believes its signatures alone.</summary>
public sealed class PeersSubscriberTests
{
    private const string First =
        "<rss><channel><title>আন্তর্জাতিক</title><item>নদীতে নতুন চর</item></channel></rss>";
    private const string Second =
        "<rss><channel><title>আন্তর্জাতিক</title><item>চরে প্রথম স্কুল</item></channel></rss>";

    // The package takes whichever hash the header names; its own tests sign with SHA-1, ours is SHA-256 unless set.
    [Theory]
    [InlineData("Sha1", "sha1=")]
    [InlineData("Sha256", "sha256=")]
    [InlineData("Sha512", "sha512=")]
    public async Task It_subscribes_verifies_believes_and_leaves(string hash, string begins)
    {
        await using var scene = await HubScene.StartAsync(
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Hub:Signature"] = hash }
        );
        await using var peer = await PeersSubscriber.StartAsync("গোপন কথা", HubScene.Topic);
        var hub = Hub(scene);

        await peer.AskAsync("subscribe", HubScene.Topic, hub);
        var asked = (await peer.HearAsync("subscribe"))[0];
        Assert.Equal(HubScene.Topic, asked.GetProperty("topic").GetString());
        await scene.SettledAsync();
        var kept = Assert.Single(await scene.SubscriptionsAsync());
        // It adds the lease that it is told to its own clock.
        Assert.Equal(asked.GetProperty("lease").GetInt64(), (double)kept.LeaseEnd.ToUnixTimeSeconds(), 30.0);

        var bytes = scene.Feeds.Put(HubScene.Path, First);
        await scene.ChangeAsync();
        var feed = (await peer.HearAsync("feed"))[0];
        Assert.Equal(bytes, feed.GetProperty("bytes").GetBytesFromBase64());
        Assert.Equal(HubScene.Topic, feed.GetProperty("topic").GetString());
        Assert.Equal("application/rss+xml; charset=utf-8", feed.GetProperty("type").GetString());
        Assert.StartsWith(begins, feed.GetProperty("signature").GetString(), StringComparison.Ordinal);

        await peer.AskAsync("unsubscribe", HubScene.Topic, hub);
        await peer.HearAsync("unsubscribe");
        await scene.SettledAsync();
        Assert.Empty(await scene.SubscriptionsAsync());
        await scene.SubscribeAsync("/stays");
        scene.Feeds.Put(HubScene.Path, Second);
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/stays").Count == 1, "who stays hears of it");
        Assert.Single(peer.Heard("feed"));
    }

    [Fact]
    public async Task It_believes_nobody_but_the_hub()
    {
        await using var scene = await HubScene.StartAsync();
        await using var peer = await PeersSubscriber.StartAsync("গোপন কথা", HubScene.Topic);
        await peer.AskAsync("subscribe", HubScene.Topic, Hub(scene));
        await peer.HearAsync("subscribe");
        await scene.SettledAsync();
        var callback = Assert.Single(await scene.SubscriptionsAsync()).Callback;
        Assert.StartsWith(peer.Url.AbsoluteUri, callback, StringComparison.Ordinal);

        // Who knows the callback and not the secret is answered as WebSub §7.1 has it, and not heard.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var forged = new HttpRequestMessage(HttpMethod.Post, callback)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Second)),
        };
        forged.Headers.Add("Link", $"<{HubScene.Topic}>; rel=\"self\"");
        forged.Headers.Add("X-Hub-Signature", $"sha256={new string('0', 64)}");
        using var answer = await http.SendAsync(forged, HubScene.Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        var bytes = scene.Feeds.Put(HubScene.Path, First);
        await scene.ChangeAsync();
        var heard = await peer.HearAsync("feed");
        Assert.Equal(bytes, Assert.Single(heard).GetProperty("bytes").GetBytesFromBase64());
    }

    [Fact]
    public async Task It_is_told_what_is_no_feed()
    {
        await using var scene = await HubScene.StartAsync();
        await using var peer = await PeersSubscriber.StartAsync("গোপন কথা", HubScene.Topic);
        var nothing = $"{HubScene.PublicOrigin}/feeds/nothing.rss";

        await peer.AskAsync("subscribe", nothing, Hub(scene));

        var denied = (await peer.HearAsync("denied"))[0];
        Assert.Equal(nothing, denied.GetProperty("topic").GetString());
        Assert.Empty(peer.Heard("subscribe"));
    }

    private static Uri Hub(HubScene scene)
    {
        using var client = scene.Host.CreateClient();
        return new(client.BaseAddress!, "/hub");
    }
}
