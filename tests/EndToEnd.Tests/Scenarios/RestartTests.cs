using System.Net;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>A restart is nobody's business but the operator's.</summary>
[Collection(Collections.Embedded)]
public sealed class RestartTests(EmbeddedHouse house)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Feeds = ["/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_the_same_to_the_byte_before_and_after()
    {
        var stored = await house.Editor.PostAsync(new Draft(), Ct);
        await ShownAsync(stored);
        var before = new List<(string? Tag, byte[] Bytes)>();
        foreach (var feed in Feeds)
            before.Add(await ReadAsync(feed));

        Assert.Equal(0, await house.Standalone.StopAsync(TimeSpan.FromSeconds(10)));
        await house.Standalone.StartAsync(Ct);
        await ShownAsync(stored);

        foreach (var (feed, was) in Feeds.Zip(before))
        {
            var now = await ReadAsync(feed);
            Assert.Equal(was.Tag, now.Tag);
            Assert.Equal(was.Bytes, now.Bytes);
        }
    }

    [Fact]
    public async Task What_was_taken_before_a_kill_is_there_after_it_once()
    {
        var stored = await house.Editor.PostAsync(new Draft(), Ct);
        await house.Standalone.KillAsync();
        await house.Standalone.StartAsync(Ct);

        await ShownAsync(stored);
    }

    private async Task<(string? Tag, byte[] Bytes)> ReadAsync(string feed)
    {
        using var answer = await house.Reader.GetAsync(feed, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (answer.Headers.ETag?.Tag, await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    private Task ShownAsync(Stored stored) =>
        Waiting.UntilAsync(
            async () =>
                (await house.Reader.ItemsAsync("/feeds/all.rss", Ct)).Count(i => i.Id == stored.FeedId) == 1,
            Patience,
            $"{stored.FeedId} once",
            Ct
        );
}
