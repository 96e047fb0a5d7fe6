using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Feeds.Caching;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Snapshots;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>What nobody asks for as it is, is kept packed only; nobody can tell.</summary>
public sealed class PackedOnlyTests : IAsyncLifetime
{
    private const string Path = "/feeds/all.atom";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        for (var i = 0; i < 20; i++)
            await Host.PublishAsync(Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData(nameof(Coding.Gzip))]
    [InlineData(nameof(Coding.Brotli))]
    public async Task What_is_asked_for_packed_alone_takes_the_packed_bytes_alone(string name)
    {
        var coding = Enum.Parse<Coding>(name);
        var bytes = RandomNumberGenerator.GetBytes(1_000).SelectMany(b => new byte[64].Append(b)).ToArray();
        var bodies = new FeedBodies(bytes);
        var tag = bodies.Tags.Identity;

        var packed = await bodies.PackAsync(coding);

        Assert.Equal(packed.Bytes.Length, bodies.Length);
        Assert.Equal(bytes.Length, bodies.Size);
        Assert.Equal(bytes, bodies.Read());
        Assert.Equal(packed.Bytes.Length, bodies.Length);
        Assert.Null(bodies.Ready(Coding.Identity));
        var whole = await bodies.PackAsync(Coding.Identity);
        Assert.Equal(bytes, whole.Bytes);
        Assert.Equal(tag, whole.Tag);
        Assert.Equal(0, whole.ContentEncoding.Count);
        // Who asked once may ask again.
        Assert.Same(whole, bodies.Ready(Coding.Identity));
        Assert.Same(packed, bodies.Ready(coding));
    }

    [Fact]
    public async Task What_is_asked_for_as_it_is_stays_until_there_is_need_for_room()
    {
        var bodies = new FeedBodies(new byte[100_000]);
        Assert.NotNull(bodies.Ready(Coding.Identity));
        bodies.Shrink();
        Assert.NotNull(bodies.Ready(Coding.Identity));

        var packed = await bodies.PackAsync(Coding.Gzip);

        Assert.NotNull(bodies.Ready(Coding.Identity));
        bodies.Shrink();
        Assert.Equal(packed.Bytes.Length, bodies.Length);
        Assert.Equal(new byte[100_000], bodies.Read());
    }

    [Fact]
    public void Values_that_can_shrink_do_before_others_go()
    {
        var cache = new RecentlyUsed<int, string>(most: 100, mostBytes: 1_000, shrink: _ => 50);
        for (var i = 0; i < 10; i++)
            cache.Put(i, $"{i}", 100);

        cache.Put(10, "10", 100);
        Assert.Equal(11, cache.All.Count());

        for (var i = 11; i < 40; i++)
            cache.Put(i, $"{i}", 100);
        Assert.InRange(cache.All.Count(), 15, 20);
        Assert.Null(cache.Find(0));
        Assert.NotNull(cache.Find(39));
    }

    [Fact]
    public async Task The_tag_of_the_bytes_as_they_are_goes_on_to_work()
    {
        using var first = await Host.GetAsync(Path);
        var (tag, bytes) = (first.Headers.ETag!.Tag, await first.Content.ReadAsByteArrayAsync(Ct));
        using var packed = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "gzip"));
        Assert.Equal(HttpStatusCode.OK, packed.StatusCode);
        Squeeze();

        using var known = await Host.SendAsync(HttpMethod.Get, Path, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(tag, known.Headers.ETag!.Tag);
        Squeeze();
        using var head = await Host.SendAsync(HttpMethod.Head, Path);
        Assert.Equal(tag, head.Headers.ETag!.Tag);
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        Squeeze();
        using var whole = await Host.GetAsync(Path);
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(tag, whole.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_is_new_since_is_told_from_packed_bytes(string? coding)
    {
        using var before = await Host.SendAsync(
            HttpMethod.Get,
            Path,
            ("Accept-Encoding", coding ?? "identity")
        );
        using var packed = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "gzip"));
        Squeeze();
        var added = Some.Article with { PublishedAt = Some.Instant.AddHours(1), Title = "নতুন" };
        await Host.PublishAsync(added);
        using var again = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "gzip"));
        Squeeze();

        using var delta = await Host.SendAsync(
            HttpMethod.Get,
            Path,
            ("A-IM", "feed"),
            ("If-None-Match", before.Headers.ETag!.Tag),
            ("Accept-Encoding", coding ?? "identity")
        );

        Assert.Equal(HttpStatusCode.IMUsed, delta.StatusCode);
        var feed = XElement.Parse(
            System.Text.Encoding.UTF8.GetString(
                Packing.Undo(await delta.Content.ReadAsByteArrayAsync(Ct), coding)
            )
        );
        var entry = Assert.Single(feed.Elements(feed.Name.Namespace + "entry"));
        Assert.Equal("নতুন", entry.Element(feed.Name.Namespace + "title")!.Value);
    }

    [Fact]
    public async Task A_snapshot_of_packed_bytes_is_whole()
    {
        using var packed = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "gzip"));
        var bytes = Packing.Undo(await packed.Content.ReadAsByteArrayAsync(Ct), "gzip");
        Squeeze();

        Host.Services.GetRequiredService<SnapshotKeeper>().Save();

        var path = Host.Services.GetRequiredService<Hosting.Storage.DataDirectory>().PathOf("feeds-snapshot");
        var kept = SnapshotFile.Read(path, most: 1 << 20).Documents.Single(d => d.Key.Path == Path);
        Assert.Equal(bytes, kept.Value.Bodies.Read());
    }

    // As if room were needed.
    private void Squeeze()
    {
        foreach (var (_, document) in Host.Services.GetRequiredService<DocumentCache>().Latest())
        {
            document.Edition.Shrink();
            Assert.True(document.Bodies.Length < document.Bodies.Size / 4);
        }
    }
}
