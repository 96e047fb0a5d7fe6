using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Ingest.Tests.Sources;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>What hubs push, and what of it is believed.</summary>
public sealed class PushTests : IAsyncLifetime
{
    private HubDesk _desk = null!;

    private HubServer Hub => _desk.Hub;

    public async ValueTask InitializeAsync()
    {
        _desk = await HubDesk.OpenAsync();
        _desk.Show("/feed", Item(1));
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public async Task What_is_pushed_and_signed_is_published(string method)
    {
        var (id, request) = await _desk.SubscribeAsync();

        Assert.Equal(202, await Hub.PushAsync(request, Rss(Item(2)), method));

        await _desk.Host.ToldAsync<ArticlePublished>(2);
        var source = await _desk.Host.SourceAsync(id);
        Assert.Equal(2, (int)source["articlesSeen"]!);
        Assert.NotNull(source["hubLastPushAt"]);
        Assert.Null(source["hubError"]);
        Assert.Contains(await _desk.Host.ArticlesAsync(), a => Title(a) == "নদীর পানি বাড়ছে 2");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sha256=")]
    [InlineData("sha256=00ff")]
    [InlineData("md5=0123456789abcdef0123456789abcdef")]
    [InlineData("আহা")]
    public async Task What_is_not_signed_as_agreed_is_not_believed_but_has_the_source_asked(string? signature)
    {
        var (id, request) = await _desk.SubscribeAsync();
        Assert.Single(_desk.Origin.Requests("/feed"));

        Assert.Equal(202, await Hub.PushAsync(request, Rss(Item(2)), Latin(signature)));

        var source = await _desk.Host.SourceAsync(id);
        Assert.Null(source["hubLastPushAt"]);
        Assert.NotNull(source["hubError"]);
        var soon = (DateTimeOffset)source["nextPollAt"]! - TimeProvider.System.GetUtcNow();
        Assert.InRange(soon, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.Single(await _desk.Host.ArticlesAsync());
    }

    [Fact]
    public async Task Another_secret_signs_nothing()
    {
        var (_, request) = await _desk.SubscribeAsync();

        Assert.Equal(202, await Hub.PushAsync(request, Rss(Item(2)), secret: "অন্য গোপন কথা"));

        Assert.Single(await _desk.Host.ArticlesAsync());
    }

    [Fact]
    public async Task A_packed_push_is_signed_as_it_is_sent()
    {
        var (_, request) = await _desk.SubscribeAsync();

        Assert.Equal(202, await Hub.PushAsync(request, Gzip(Rss(Item(2))), coding: "gzip"));

        Assert.Equal(2, (await _desk.Host.ArticlesAsync()).Count);
    }

    [Fact]
    public async Task A_push_in_another_charset_is_read_in_it()
    {
        var (_, request) = await _desk.SubscribeAsync();
        var body = Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Rss(Item(2, "পদ্মার ইলিশ"))));

        Assert.Equal(202, await Hub.PushAsync(request, body, type: "application/rss+xml; charset=utf-16le"));

        Assert.Contains(await _desk.Host.ArticlesAsync(), a => Title(a) == "পদ্মার ইলিশ 2");
    }

    [Fact]
    public async Task What_is_too_long_is_refused_packed_or_not()
    {
        var (_, request) = await _desk.SubscribeAsync();
        var long_ = new byte[(16 << 20) + 1];

        Assert.Equal(413, await Hub.PushAsync(request, long_));
        Assert.Equal(413, await Hub.PushAsync(request, Gzip(long_), coding: "gzip"));
        Assert.Equal(202, await Hub.PushAsync(request, Rss(Item(2))));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_source_asked()
    {
        var (id, request) = await _desk.SubscribeAsync();

        Assert.Equal(202, await Hub.PushAsync(request, "এটা কোনো ফিড নয়"u8.ToArray()));
        Assert.Equal(202, await Hub.PushAsync(request, "not gzip"u8.ToArray(), coding: "gzip"));
        Assert.Equal(415, await Hub.PushAsync(request, Rss(Item(2)), coding: "zstd"));

        var source = await _desk.Host.SourceAsync(id);
        Assert.NotNull(source["hubError"]);
        Assert.Null(source["hubLastPushAt"]);
    }

    [Fact]
    public async Task Who_has_no_subscription_is_told_so()
    {
        var (_, request) = await _desk.SubscribeAsync();
        var callback = request.Callback[..^43];

        Assert.Equal(404, await Hub.PushAsync(request with { Callback = callback + "x" }, Rss(Item(2))));
        Assert.Equal(
            410,
            await Hub.PushAsync(request with { Callback = callback + new string('A', 43) }, Rss(Item(2)))
        );
    }

    [Fact]
    public async Task A_push_goes_through_the_sources_map_and_the_policy()
    {
        var (id, request) = await _desk.SubscribeAsync();
        await _desk.Host.PatchAsync(id, """{"categoryMap": {"মাঠে": "sports"}}""");

        var items = Rss(Item(2, category: "মাঠে"), Item(3, category: "best"), Item(4, category: "অজানা"));
        Assert.Equal(202, await Hub.PushAsync(request, items));

        var articles = await _desk.Host.ArticlesAsync();
        Assert.Equal(3, articles.Count);
        var mapped = articles.Single(a => Title(a) == "নদীর পানি বাড়ছে 2")!;
        Assert.Equal("sports", (string?)mapped["categories"]![0]);
        var unknown = articles.Single(a => Title(a) == "নদীর পানি বাড়ছে 4")!;
        Assert.Equal("quarantined", (string?)unknown["state"]);
    }

    private static string? Title(JsonNode? article) => (string?)article!["title"];

    // As the hub's own client would put it on the wire.
    private static string? Latin(string? text) =>
        text is null || Ascii.IsValid(text) ? text : "sha256=" + Uri.EscapeDataString(text);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
