using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>Documents and their pages reach back to a depth, and months from there on.</summary>
public abstract class DepthTests(RedisFixture? redis) : IAsyncLifetime
{
    private const int Depth = 20;
    private const int Count = 95;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private FeedsHost? _host;
    private Article[] _articles = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        if (redis is not null)
            await redis.Server.CommandAsync(Ct, "FLUSHALL");
        _host = await FeedsHost.ReadyAsync(
            cache: redis?.Server.Configuration ?? "embedded",
            change: services => services.AddSingleton(Options.Create(new FeedsOptions { Depth = Depth }))
        );
        // Two days apart: the depth lies within a month, and there are three months behind it. The newest comes first.
        _articles =
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => Some.Article with { PublishedAt = Some.Instant.AddDays(-2 * (i / 2)) })
                .OrderBy(Place.Of),
        ];
        foreach (var article in _articles)
            await Host.PublishAsync(article);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData("all.atom?limit=7")]
    [InlineData("international.atom?limit=10")]
    [InlineData("international.atom?limit=15&content=summary")]
    [InlineData("all.atom?include=international,sports&limit=6")]
    public async Task Following_next_gives_every_entry_once_beyond_the_depth_too(string address)
    {
        var seen = new List<string>();
        var documents = 0;
        for (string? path = $"/feeds/{address}"; path is not null; documents++)
        {
            var feed = await AtomAsync(path);
            seen.AddRange(Ids(feed));
            path = Link(feed, "next");
        }

        Assert.Equal(_articles.Length, seen.Count);
        Assert.Equal(
            _articles.Select(Id).ToHashSet(StringComparer.Ordinal),
            seen.ToHashSet(StringComparer.Ordinal)
        );
        Assert.InRange(documents, 4, Count);
    }

    [Fact]
    public async Task Following_next_url_of_JSON_gives_every_entry_once()
    {
        var seen = new List<string>();
        for (string? path = "/feeds/all.json?limit=9"; path is not null; )
        {
            using var answer = await Host.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var feed = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
            seen.AddRange(
                feed.RootElement.GetProperty("items")
                    .EnumerateArray()
                    .Select(i => i.GetProperty("id").GetString()!)
            );
            path = feed.RootElement.TryGetProperty("next_url", out var url) ? Below(url.GetString()) : null;
        }

        Assert.Equal(_articles.Length, seen.Count);
        Assert.Equal(_articles.Length, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Following_prev_archive_gives_every_entry_and_archives_have_each_once()
    {
        var first = await AtomAsync("/feeds/all.atom?limit=10");
        var seen = new List<string>();
        for (var path = Link(first, "prev-archive"); path is not null; )
        {
            Assert.Contains("/archive/", path, StringComparison.Ordinal);
            Assert.DoesNotContain("before", path, StringComparison.Ordinal);
            var archive = await AtomAsync(path);
            seen.AddRange(Ids(archive));
            path = Link(archive, "prev-archive");
        }

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            _articles.Select(Id).ToHashSet(StringComparer.Ordinal),
            seen.Concat(Ids(first)).ToHashSet(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_cursor_that_news_pushed_beyond_the_depth_goes_on_in_the_archive()
    {
        var first = await AtomAsync("/feeds/all.atom?limit=10");
        var next = Link(first, "next")!;
        Assert.Contains("before=", next, StringComparison.Ordinal);
        for (var i = 1; i <= Depth; i++)
            await Host.PublishAsync(Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) });

        using var answer = await Host.GetAsync(next);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.True(answer.Headers.Contains("Access-Control-Allow-Origin"));
        var archive = await AtomAsync(answer.Headers.Location!.OriginalString);
        Assert.Equal(Id(_articles[10]), Ids(archive)[0]);
        Assert.DoesNotContain(Ids(first), Ids(archive).Contains);
    }

    [Fact]
    public async Task A_retraction_leaves_no_feed_short()
    {
        var feed = await AtomAsync("/feeds/all.atom?limit=15");
        var withdrawn = _articles.Single(a => Id(a) == Ids(feed)[3]);

        await Host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = withdrawn.Id,
                Revision = 2,
                RetractedAt = withdrawn.RevisedAt,
                Categories = withdrawn.Categories,
            }
        );

        var after = await AtomAsync("/feeds/all.atom?limit=15");
        Assert.Equal(15, Ids(after).Length);
        Assert.Equal(5, Ids(await AtomAsync(Link(after, "next")!)).Length);
    }

    private static string Id(Article article) => $"urn:uuid:{article.Id}";

    private static string[] Ids(XElement feed) =>
        [.. feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value)];

    private static string? Link(XElement feed, string rel) =>
        Below(
            feed.Elements(Atom + "link")
                .SingleOrDefault(l => l.Attribute("rel")?.Value == rel)
                ?.Attribute("href")
                ?.Value
        );

    private static string? Below(string? address) => address?[FeedsHost.Origin.Length..];

    private async Task<XElement> AtomAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var feed = XElement.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(path, Link(feed, "self"));
        return feed;
    }
}

public sealed class MemoryDepthTests() : DepthTests(redis: null);

public sealed class RedisDepthTests(RedisFixture redis) : DepthTests(redis), IClassFixture<RedisFixture>;
