using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Syndication.Contracts;
using Syndication.Feeds.Documents;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class PagingTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    public async Task A_cursor_of_no_instant_is_refused(string at)
    {
        using var answer = await Host.GetAsync($"/feeds/all.json?before={at}-{Guid.Empty:N}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("all.json")]
    [InlineData("all.json?limit=7")]
    [InlineData("all.json?include=international,sports&limit=20")]
    [InlineData("international.json?content=summary")]
    public async Task Following_next_gives_every_entry_once_in_order(string address)
    {
        var articles = await PublishAsync(count: 130, apart: TimeSpan.FromMinutes(1));

        var seen = new List<string>();
        string? path = $"/feeds/{address}";
        while (path is not null)
        {
            using var answer = await Host.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var feed = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal(FeedsHost.Origin + path, feed.GetProperty("feed_url").GetString());
            seen.AddRange(
                feed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)
            );
            var next = feed.TryGetProperty("next_url", out var url) ? url.GetString() : null;
            Assert.Equal(next is not null, Links(answer).ContainsKey("next"));
            path = next?[FeedsHost.Origin.Length..];
        }

        Assert.Equal(articles.Reverse().Select(a => $"urn:uuid:{a.Id}"), seen);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("international")]
    public async Task Following_prev_archive_gives_every_entry(string selector)
    {
        var articles = await PublishAsync(count: 120, apart: TimeSpan.FromDays(1));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? path = $"/feeds/{selector}.atom";
        string? later = null;
        while (path is not null)
        {
            var feed = await AtomAsync(path);
            seen.UnionWith(feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value));
            Assert.Equal($"{FeedsHost.Origin}/feeds/{selector}.atom", feed.Element(Atom + "id")!.Value);
            var isArchive = path.Contains("/archive/", StringComparison.Ordinal);
            Assert.Equal(isArchive, feed.Element(History + "archive") is not null);
            if (isArchive)
            {
                Assert.Equal($"{FeedsHost.Origin}/feeds/{selector}.atom", Link(feed, "current"));
                Assert.Equal(later, Link(feed, "next-archive"));
                later = FeedsHost.Origin + path;
            }
            path = Link(feed, "prev-archive")?[FeedsHost.Origin.Length..];
            // The newest archive is led to by the subscription document, which it does not know of as an archive.
            if (!isArchive && path is not null)
                later = Link(await AtomAsync(path), "next-archive");
        }

        Assert.Equal(articles.Select(a => $"urn:uuid:{a.Id}").ToHashSet(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_month_is_the_publications()
    {
        // Half an hour before and after midnight in Dhaka.
        var august = Some.Article with
        {
            PublishedAt = new(2025, 8, 31, 17, 30, 0, TimeSpan.Zero),
        };
        var september = Some.Article with { PublishedAt = new(2025, 8, 31, 18, 30, 0, TimeSpan.Zero) };
        await Host.PublishAsync(august);
        await Host.PublishAsync(september);

        Assert.Equal([$"urn:uuid:{august.Id}"], await Host.IdsAsync("all/archive/2025-08"));
        Assert.Equal([$"urn:uuid:{september.Id}"], await Host.IdsAsync("all/archive/2025-09"));
    }

    [Fact]
    public async Task A_big_month_goes_on_in_further_documents()
    {
        await PublishAsync(count: FeedKey.ArchiveLimit + 20, apart: TimeSpan.FromMinutes(1));

        var first = await AtomAsync("/feeds/all/archive/2025-08.atom");
        Assert.Equal(FeedKey.ArchiveLimit, first.Elements(Atom + "entry").Count());
        Assert.Equal(Link(first, "next"), Link(first, "prev-archive"));
        var second = await AtomAsync(Link(first, "next")![FeedsHost.Origin.Length..]);
        Assert.Equal(20, second.Elements(Atom + "entry").Count());
        Assert.NotNull(second.Element(History + "archive"));
        Assert.Null(Link(second, "prev-archive"));
    }

    [Fact]
    public async Task A_feed_that_is_whole_leads_nowhere_else()
    {
        await PublishAsync(count: 50, apart: TimeSpan.FromMinutes(1));

        using var answer = await Host.GetAsync("/feeds/all.atom");

        Assert.Equal(["hub", "self"], Links(answer).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Asia/Dhaka", "2025-08", "2025-07-31T18:00:00Z", "2025-08-31T18:00:00Z")]
    [InlineData("Asia/Dhaka", "2025-12", "2025-11-30T18:00:00Z", "2025-12-31T18:00:00Z")]
    [InlineData("Europe/Berlin", "2025-03", "2025-02-28T23:00:00Z", "2025-03-31T22:00:00Z")]
    // Clocks were put forward from midnight to one on the first of April.
    [InlineData("Asia/Amman", "2005-04", "2005-03-31T22:00:00Z", "2005-04-30T21:00:00Z")]
    // And back from one to midnight on the first of November: the earlier midnight.
    [InlineData("America/Havana", "2015-11", "2015-11-01T04:00:00Z", "2015-12-01T05:00:00Z")]
    public void A_month_begins_at_its_midnight(string zone, string month, string from, string until)
    {
        var there = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.True(FeedMonth.TryParse(month, out var parsed));

        Assert.Equal(DateTimeOffset.Parse(from, null), parsed.Value.Begin(there));
        Assert.Equal(DateTimeOffset.Parse(until, null), parsed.Value.End(there));
        Assert.Equal(parsed, FeedMonth.Of(parsed.Value.Begin(there), there));
        Assert.NotEqual(parsed, FeedMonth.Of(parsed.Value.Begin(there).AddTicks(-1), there));
        Assert.NotEqual(parsed, FeedMonth.Of(parsed.Value.End(there), there));
    }

    private static string? Link(XElement feed, string rel) =>
        feed.Elements(Atom + "link")
            .SingleOrDefault(l => l.Attribute("rel")?.Value == rel)
            ?.Attribute("href")
            ?.Value;

    private static Dictionary<string, string> Links(HttpResponseMessage answer) =>
        answer
            .Headers.GetValues("Link")
            .SelectMany(l => l.Split(", "))
            .Select(l => l.Split("; rel="))
            .ToDictionary(l => l[1].Trim('"'), l => l[0].Trim('<', '>'), StringComparer.Ordinal);

    private async Task<XElement> AtomAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var feed = XElement.Parse(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(FeedsHost.Origin + path, Link(feed, "self"));
        return feed;
    }

    private async Task<IReadOnlyList<Article>> PublishAsync(int count, TimeSpan apart)
    {
        var articles = Enumerable
            .Range(0, count)
            .Select(i => Some.Article with { PublishedAt = Some.Instant + i * apart })
            .ToArray();
        foreach (var article in articles)
            await Host.PublishAsync(article);
        return articles;
    }
}
