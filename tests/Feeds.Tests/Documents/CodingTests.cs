using System.Net;
using Syndication.Feeds.Documents;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class CodingTests : IAsyncLifetime
{
    private const string Path = "/feeds/all.rss";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        for (var i = 0; i < 50; i++)
            await Host.PublishAsync(Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData(null, nameof(Coding.Identity))]
    [InlineData("", nameof(Coding.Identity))]
    [InlineData("gzip", nameof(Coding.Gzip))]
    [InlineData("GZip", nameof(Coding.Gzip))]
    [InlineData("x-gzip", nameof(Coding.Gzip))]
    [InlineData("br", nameof(Coding.Brotli))]
    [InlineData("gzip, deflate, br, zstd", nameof(Coding.Brotli))]
    [InlineData("gzip;q=1.0, br;q=0.9", nameof(Coding.Gzip))]
    [InlineData("gzip;q=0.1", nameof(Coding.Gzip))]
    [InlineData("gzip; q=0.5 , identity", nameof(Coding.Identity))]
    [InlineData("gzip;q=0, br;q=0", nameof(Coding.Identity))]
    [InlineData("*", nameof(Coding.Brotli))]
    [InlineData("*, br;q=0", nameof(Coding.Gzip))]
    [InlineData("identity;q=0, gzip", nameof(Coding.Gzip))]
    [InlineData("identity;q=0, *;q=0.001", nameof(Coding.Brotli))]
    [InlineData("identity;q=0", null)]
    [InlineData("*;q=0", null)]
    [InlineData("*;q=0, identity;q=0.2", nameof(Coding.Identity))]
    [InlineData("*;q=0, gzip", nameof(Coding.Gzip))]
    [InlineData("deflate, compress", nameof(Coding.Identity))]
    [InlineData("gzip;q=2, br;q=x, ;;,", nameof(Coding.Identity))]
    [InlineData("gzip;q=-1", nameof(Coding.Identity))]
    public void The_reader_says_which_coding_it_takes(string? accept, string? expected)
    {
        Assert.Equal(expected, CodingChoice.Of(accept)?.ToString());
    }

    [Fact]
    public async Task A_coding_of_several_headers_counts_as_of_one()
    {
        using var answer = await Host.SendAsync(
            HttpMethod.Get,
            Path,
            ("Accept-Encoding", "gzip"),
            ("Accept-Encoding", "br")
        );

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.Equal(Coding.Brotli, CodingChoice.Of(new(["gzip", "br"])));
    }

    [Fact]
    public async Task Each_coding_says_the_same_and_has_a_tag_of_its_own()
    {
        using var plain = await Host.GetAsync(Path);
        var bytes = await plain.Content.ReadAsByteArrayAsync(Ct);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        var tags = new HashSet<string>(StringComparer.Ordinal) { plain.Headers.ETag!.Tag };

        foreach (var coding in (string[])["gzip", "br"])
        {
            // The first is packed for, the second is from memory.
            for (var i = 0; i < 2; i++)
            {
                using var answer = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", coding));
                var packed = await answer.Content.ReadAsByteArrayAsync(Ct);
                Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
                Assert.Equal(packed.Length, answer.Content.Headers.ContentLength);
                Assert.True(packed.Length < bytes.Length / 4);
                Assert.Equal(bytes, Packing.Undo(packed, coding));
                Assert.False(answer.Headers.ETag!.IsWeak);
                Assert.Equal(i == 0, tags.Add(answer.Headers.ETag.Tag));
                Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
            }
        }
        Assert.Equal(3, tags.Count);
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_gets_406()
    {
        using var answer = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "identity;q=0"));

        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
    }

    [Fact]
    public async Task Many_that_ask_at_once_get_one_packing()
    {
        var bodies = new FeedBodies(new byte[100_000]);
        var crowd = Enumerable.Range(0, 16).Select(_ => bodies.PackAsync(Coding.Gzip)).ToArray();

        Assert.Single((await Task.WhenAll(crowd)).Distinct());
        Assert.Same(await crowd[0], bodies.Ready(Coding.Gzip));
        Assert.Null(bodies.Ready(Coding.Brotli));
    }
}
