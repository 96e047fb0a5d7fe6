using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Feeds.Tests.Documents;

public sealed class LoadTests
{
    private const int Changes = 150;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_readers_read_and_articles_change_nothing_is_torn_stale_or_refused()
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(Some.Article);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        string[] formats = ["rss", "atom", "json"];
        string[] codings = ["", "gzip", "br"];
        var readers = formats
            .SelectMany(f =>
                codings.Select(c => ReadOnAsync(host, $"/feeds/international.{f}", c, stop.Token))
            )
            .ToArray();

        var kept = new Queue<Article>();
        for (var i = 0; i < Changes; i++)
        {
            var article = Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) };
            await host.PublishAsync(article);
            kept.Enqueue(article);
            if (kept.Count > 20)
                await host.TellAsync(Retraction(kept.Dequeue()));
            // What the newsroom was told is done is seen by whoever asks next, in any coding.
            var seen = await BytesAsync(host, "/feeds/international.json", codings[i % 3]);
            Assert.Contains($"{article.Id}", Encoding.UTF8.GetString(seen), StringComparison.Ordinal);
        }
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), count => Assert.True(count > 0));
    }

    [Fact]
    public async Task Two_processes_send_the_same_bytes_in_every_coding()
    {
        var article = Some.Article;
        await using var one = await FeedsHost.ReadyAsync();
        await using var other = await FeedsHost.ReadyAsync();
        foreach (var host in (FeedsHost[])[one, other])
            await host.PublishAsync(article);

        foreach (
            var path in (string[])["/feeds/all.rss", "/feeds/all/archive/2025-08.atom", "/feeds/sports.json"]
        )
        foreach (var coding in (string[])["", "gzip", "br"])
        {
            using var here = await one.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", coding));
            using var there = await other.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", coding));
            Assert.Equal(here.Headers.ETag, there.Headers.ETag);
            Assert.Equal(
                await here.Content.ReadAsByteArrayAsync(Ct),
                await there.Content.ReadAsByteArrayAsync(Ct)
            );
        }
    }

    [Fact]
    public async Task A_date_does_not_hide_a_second_change_within_its_second()
    {
        var time = new ManualTime(Some.Instant.AddSeconds(10.2));
        await using var host = await FeedsHost.ReadyAsync(change: s => s.AddSingleton<TimeProvider>(time));
        const string Path = "/feeds/all.rss";
        await host.PublishAsync(Some.Article with { RevisedAt = Some.Instant.AddSeconds(10.1) });
        using var first = await host.GetAsync(Path);
        var told = first.Content.Headers.LastModified!.Value;
        Assert.Equal(Some.Instant.AddSeconds(10), told);
        Assert.Equal(told, first.Headers.Date);

        await host.PublishAsync(Some.Article with { RevisedAt = Some.Instant.AddSeconds(10.15) });
        using var second = await host.SendAsync(HttpMethod.Get, Path, ("If-Modified-Since", $"{told:R}"));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        time.Advance(TimeSpan.FromSeconds(5));
        using var third = await host.GetAsync(Path);
        Assert.Equal(Some.Instant.AddSeconds(11), third.Content.Headers.LastModified);
        using var fourth = await host.SendAsync(
            HttpMethod.Get,
            Path,
            ("If-Modified-Since", $"{third.Content.Headers.LastModified:R}")
        );
        Assert.Equal(HttpStatusCode.NotModified, fourth.StatusCode);
    }

    [Fact]
    public async Task A_date_does_not_hide_a_change_that_came_late_or_bears_none()
    {
        await using var host = await FeedsHost.ReadyAsync();
        const string Path = "/feeds/international.rss";
        await host.PublishAsync(Some.Article with { RevisedAt = Some.Instant.AddSeconds(10) });
        using var first = await host.GetAsync(Path);
        (string, string) date = ("If-Modified-Since", $"{first.Content.Headers.LastModified:R}");

        using var same = await host.SendAsync(HttpMethod.Get, Path, date);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        await host.PublishAsync(Some.Article with { RevisedAt = Some.Instant.AddSeconds(5) });
        using var late = await host.SendAsync(HttpMethod.Get, Path, date);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);

        await host.PublishAsync(Some.Article with { RevisedAt = Some.Instant.AddSeconds(20) });
        using var later = await host.GetAsync(Path);
        date = ("If-Modified-Since", $"{later.Content.Headers.LastModified:R}");
        using var again = await host.SendAsync(HttpMethod.Get, Path, date);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        await host.TellAsync(
            new CategoryDefined
            {
                Slug = "international",
                Name = "বিশ্ব",
                State = CategoryState.Allowed,
                Version = 1,
            }
        );
        using var renamed = await host.SendAsync(HttpMethod.Get, Path, date);
        Assert.Equal(HttpStatusCode.OK, renamed.StatusCode);
    }

    private static async Task<int> ReadOnAsync(
        FeedsHost host,
        string path,
        string coding,
        CancellationToken ct
    )
    {
        var count = 0;
        while (!ct.IsCancellationRequested)
        {
            await BytesAsync(host, path, coding);
            count++;
        }
        return count;
    }

    /// <summary>The document; its tag proves that nothing of another one is in it.</summary>
    private static async Task<byte[]> BytesAsync(FeedsHost host, string path, string coding)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, path, ("Accept-Encoding", coding));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        var digest = Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 16));
        Assert.Equal($"\"{digest}\"", answer.Headers.ETag!.Tag);
        return Packing.Undo(bytes, coding);
    }

    private static ArticleRetracted Retraction(Article article) =>
        new()
        {
            ArticleId = article.Id,
            Revision = 2,
            RetractedAt = Some.Instant.AddDays(1),
            Categories = article.Categories,
        };
}
