using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Feeds.Snapshots;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Snapshots;

public sealed class SnapshotTests : IAsyncLifetime
{
    private const string Path = "/feeds/international.rss";
    private readonly RedisServer _redis = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-snapshot-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FileInfo File => new(System.IO.Path.Combine(_data.FullName, "feeds-snapshot"));

    public async ValueTask InitializeAsync() => await _redis.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_start_without_the_store_serves_what_was_served_last()
    {
        var (tag, bytes) = await ServeAsync();
        await _redis.StopAsync();

        await using var host = Start();
        using var answer = await host.GetAsync(Path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(tag, answer.Headers.ETag!.Tag);
        Assert.True(answer.Headers.Age >= TimeSpan.Zero);
        Assert.Equal(2, answer.Headers.GetValues("Link").Single().Split(", ").Length);
        using var known = await host.SendAsync(HttpMethod.Get, Path, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var packed = await host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", "gzip"));
        Assert.Equal(bytes, Packing.Undo(await packed.Content.ReadAsByteArrayAsync(Ct), "gzip"));
        // It is late, not broken: whoever sends readers here should go on doing so.
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it should be ready"
        );
        // What nobody had asked for is not known.
        using var other = await host.GetAsync("/feeds/jokes.atom");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.StatusCode);
        Assert.NotNull(other.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_category_that_was_blocked_stays_so_without_the_store()
    {
        await ServeAsync(
            new CategoryDefined
            {
                Slug = "sports",
                Name = "খেলা",
                State = CategoryState.Blocked,
                Version = 1,
            }
        );
        await _redis.StopAsync();

        await using var host = Start();
        using var answer = await host.GetAsync("/feeds/sports.rss");

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_snapshot_is_passed_over(bool isCut)
    {
        await ServeAsync();
        await _redis.StopAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File.FullName, Ct);
        if (isCut)
            bytes = bytes[..(bytes.Length / 2)];
        else
            bytes[bytes.Length / 2] ^= 0xFF;
        await System.IO.File.WriteAllBytesAsync(File.FullName, bytes, Ct);

        await using var host = Start();
        using var answer = await host.GetAsync(Path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Once_the_store_is_back_readers_see_what_is_there_now()
    {
        await ServeAsync();
        await using var host = Start();
        await FeedsHost.UntilAsync(
            async () => (await host.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it should be ready"
        );
        var article = Some.Article;

        await host.PublishAsync(article);

        Assert.Contains($"urn:uuid:{article.Id}", await host.IdsAsync("international"));
        using var answer = await host.GetAsync(Path);
        Assert.Null(answer.Headers.Age);
        Assert.Contains(
            $"{article.Id}",
            await answer.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_is_written_when_something_changed_and_only_then()
    {
        await using var host = await FeedsHost.ReadyAsync(cache: _redis.Configuration, data: _data);
        var keeper = host.Services.GetRequiredService<SnapshotKeeper>();
        keeper.Save();
        Assert.False(File.Exists);

        await host.GetAsync(Path);
        keeper.Save();
        Assert.True(File.Exists);
        File.Delete();
        keeper.Save();
        Assert.False(File.Exists);

        await host.PublishAsync(Some.Article);
        await host.GetAsync(Path);
        keeper.Save();
        Assert.True(File.Exists);
    }

    private FeedsHost Start() => new(cache: _redis.Configuration, data: _data);

    private async Task<(string Tag, byte[] Bytes)> ServeAsync(params object[] messages)
    {
        await using var host = await FeedsHost.ReadyAsync(cache: _redis.Configuration, data: _data);
        foreach (var message in messages)
            await host.TellAsync(message);
        await host.PublishAsync(Some.Article);
        using var answer = await host.GetAsync(Path);
        return (answer.Headers.ETag!.Tag, await answer.Content.ReadAsByteArrayAsync(Ct));
    }
}
