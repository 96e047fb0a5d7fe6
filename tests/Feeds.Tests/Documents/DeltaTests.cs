using System.Net;
using System.Text;
using System.Xml.Linq;
using Syndication.Contracts;
using Syndication.Formats;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>RFC 3229 with the manipulation <c>feed</c>.</summary>
public sealed class DeltaTests : IAsyncLifetime
{
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";
    private FeedsHost? _host;
    private int _minute;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData("rss", null)]
    [InlineData("atom", "gzip")]
    [InlineData("json", "br")]
    public async Task Who_has_an_earlier_version_gets_what_is_new_or_changed(string format, string? coding)
    {
        var path = $"/feeds/all.{format}";
        var (old, changing) = (await PublishAsync(), await PublishAsync());
        var known = await TagAsync(path, coding);

        var added = await PublishAsync();
        await Host.TellAsync(
            new ArticleRevised { Article = changing with { Revision = 2, Title = "বদলেছে" } }
        );
        using var answer = await AskAsync(path, known, coding);

        Assert.Equal(HttpStatusCode.IMUsed, answer.StatusCode);
        Assert.Equal(["feed"], answer.Headers.GetValues("IM"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(await TagAsync(path, coding), answer.Headers.ETag!.Tag);
        Assert.Equal([IdOf(added), IdOf(changing)], await IdsAsync(answer, coding));
        Assert.DoesNotContain(IdOf(old), await IdsAsync(answer, coding));
    }

    [Fact]
    public async Task Atom_tells_what_was_withdrawn_and_the_others_send_everything()
    {
        var (staying, leaving) = (await PublishAsync(), await PublishAsync());
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var format in (string[])["rss", "atom", "json"])
            known[format] = await TagAsync($"/feeds/all.{format}", coding: null);

        await RetractAsync(leaving);

        using var atom = await AskAsync("/feeds/all.atom", known["atom"], coding: null);
        Assert.Equal(HttpStatusCode.IMUsed, atom.StatusCode);
        var feed = XElement.Parse(await atom.Content.ReadAsStringAsync(Ct));
        Assert.Equal(IdOf(leaving), feed.Element(Tombstones + "deleted-entry")!.Attribute("ref")!.Value);
        Assert.Empty(await IdsAsync(atom, coding: null));
        foreach (var format in (string[])["rss", "json"])
        {
            using var whole = await AskAsync($"/feeds/all.{format}", known[format], coding: null);
            Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
            Assert.Equal([IdOf(staying)], await IdsAsync(whole, coding: null));
        }
        using var full = await Host.GetAsync("/feeds/all.atom");
        Assert.DoesNotContain(
            "deleted-entry",
            await full.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_only_made_room_was_not_withdrawn()
    {
        await PublishAsync();
        await PublishAsync();
        const string Path = "/feeds/all.atom?limit=2";
        var known = await TagAsync(Path, coding: null);

        var added = await PublishAsync();
        using var answer = await AskAsync(Path, known, coding: null);

        Assert.Equal(HttpStatusCode.IMUsed, answer.StatusCode);
        Assert.Equal([IdOf(added)], await IdsAsync(answer, coding: null));
        Assert.DoesNotContain(
            "deleted-entry",
            await answer.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Twenty_versions_are_known_and_one_more_is_not()
    {
        const string Path = "/feeds/all.rss";
        await PublishAsync();
        var tags = new List<string> { await TagAsync(Path, coding: null) };
        for (var i = 0; i < 21; i++)
        {
            await PublishAsync();
            tags.Add(await TagAsync(Path, coding: null));
        }

        using var unknown = await AskAsync(Path, tags[0], coding: null);
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        for (var i = 1; i < 21; i++)
        {
            using var answer = await AskAsync(Path, tags[i], coding: null);
            Assert.Equal(HttpStatusCode.IMUsed, answer.StatusCode);
            Assert.Equal(21 - i, (await IdsAsync(answer, coding: null)).Length);
        }
        using var several = await AskAsync(Path, $"W/{tags[3]}, {tags[18]}, \"x\"", coding: null);
        Assert.Equal(3, (await IdsAsync(several, coding: null)).Length);
        using var same = await AskAsync(Path, $"{tags[18]}, {tags[21]}", coding: null);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory]
    [InlineData("GET", "vcdiff")]
    [InlineData("GET", "feed;q=0")]
    [InlineData("GET", "feeds")]
    [InlineData("HEAD", "feed")]
    public async Task Who_does_not_ask_for_a_delta_gets_everything(string method, string wish)
    {
        const string Path = "/feeds/all.rss";
        await PublishAsync();
        var known = await TagAsync(Path, coding: null);
        await PublishAsync();

        using var answer = await Host.SendAsync(new(method), Path, ("A-IM", wish), ("If-None-Match", known));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("IM"));
    }

    [Fact]
    public async Task Where_nothing_but_the_names_around_it_changed_everything_is_sent()
    {
        const string Path = "/feeds/all.json?exclude=jokes";
        await PublishAsync();
        var known = await TagAsync(Path, coding: null);

        await Host.TellAsync(
            new CategoryDefined
            {
                Slug = "jokes",
                Name = "কৌতুক",
                State = CategoryState.Allowed,
                Version = 1,
            }
        );
        using var answer = await AskAsync(Path, known, coding: null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(known, answer.Headers.ETag!.Tag);
        Assert.Single(await IdsAsync(answer, coding: null));
    }

    private static string IdOf(Article article) => $"urn:uuid:{article.Id}";

    private async Task<Article> PublishAsync()
    {
        var article = Some.Article with { PublishedAt = Some.Instant.AddMinutes(_minute++) };
        await Host.PublishAsync(article);
        return article;
    }

    private Task RetractAsync(Article article) =>
        Host.TellAsync(
            new ArticleRetracted
            {
                ArticleId = article.Id,
                Revision = 2,
                RetractedAt = Some.Instant.AddHours(3),
                Categories = article.Categories,
            }
        );

    private static (string, string)[] Headers(string? coding) =>
        coding is null ? [] : [("Accept-Encoding", coding)];

    private async Task<string> TagAsync(string path, string? coding)
    {
        using var answer = await Host.SendAsync(HttpMethod.Get, path, Headers(coding));
        return answer.Headers.ETag!.Tag;
    }

    private Task<HttpResponseMessage> AskAsync(string path, string known, string? coding) =>
        Host.SendAsync(
            HttpMethod.Get,
            path,
            [.. Headers(coding), ("A-IM", "feed"), ("If-None-Match", known)]
        );

    private static async Task<string[]> IdsAsync(HttpResponseMessage answer, string? coding)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        bytes = Packing.Undo(bytes, coding);
        var read = FeedReader.Read(bytes, new FeedReadOptions());
        Assert.True(read.WellFormed, Encoding.UTF8.GetString(bytes));
        return [.. read.Feed.Entries.Select(e => e.Id!)];
    }
}
