using System.Net;
using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class DocumentEndpointTests : IAsyncLifetime
{
    private const string Rss = "/feeds/international.rss";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task What_was_consumed_is_in_the_next_answer()
    {
        for (var i = 0; i < 20; i++)
        {
            var article = Some.Article;
            await Host.PublishAsync(article);
            Assert.Contains($"urn:uuid:{article.Id}", await Host.IdsAsync("international"));

            await Host.TellAsync(Retraction(article));
            Assert.DoesNotContain($"urn:uuid:{article.Id}", await Host.IdsAsync("international"));
        }
    }

    [Fact]
    public async Task What_was_consumed_is_seen_by_all_while_many_ask()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var crowd = Enumerable.Range(0, 8).Select(_ => AskOnAsync(stop.Token)).ToArray();
        for (var i = 0; i < 100; i++)
        {
            var article = Some.Article with { PublishedAt = Some.Instant.AddMinutes(i) };
            await Host.PublishAsync(article);
            Assert.Equal($"urn:uuid:{article.Id}", (await Host.IdsAsync("international"))[0]);
        }
        await stop.CancelAsync();
        await Task.WhenAll(crowd);

        async Task AskOnAsync(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
                Assert.NotEmpty(
                    await (await Host.GetAsync("/feeds/international.json")).Content.ReadAsByteArrayAsync(Ct)
                );
        }
    }

    [Fact]
    public async Task A_feed_bears_its_headers()
    {
        await Host.PublishAsync(Some.Article);

        using var answer = await Host.GetAsync(Rss);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/rss+xml; charset=utf-8", Header(answer, "Content-Type"));
        Assert.False(answer.Headers.ETag!.IsWeak);
        Assert.Equal("Wed, 13 Aug 2025 06:43:00 GMT", Header(answer, "Last-Modified"));
        Assert.Equal("Accept-Encoding", Header(answer, "Vary"));
        Assert.Equal(
            $"<{FeedsHost.Origin}{Rss}>; rel=\"self\", <{FeedsHost.Origin}/hub>; rel=\"hub\"",
            Header(answer, "Link")
        );
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("sandbox; default-src 'none'", Header(answer, "Content-Security-Policy"));
        Assert.Contains("stale-if-error=86400", Header(answer, "Cache-Control"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Age"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Bytes_and_ETag_change_only_when_entries_do()
    {
        var article = Some.Article;
        await Host.PublishAsync(article);
        var first = await TagAsync(Rss);

        await Host.PublishAsync(Some.Article with { Categories = ["sports"] });
        await Host.PublishAsync(article);
        Assert.Equal(first, await TagAsync(Rss));

        await Host.TellAsync(new ArticleRevised { Article = article with { Revision = 2, Title = "নতুন" } });
        Assert.NotEqual(first, await TagAsync(Rss));

        await using var other = await FeedsHost.ReadyAsync();
        await other.PublishAsync(article);
        using var there = await other.GetAsync(Rss);
        Assert.Equal(first, there.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Who_has_it_gets_304_with_the_validators()
    {
        await Host.PublishAsync(Some.Article);
        var tag = await TagAsync(Rss);

        foreach (var known in (string[])[tag, $"W/{tag}", $"\"x\", {tag}", "*"])
        {
            using var answer = await Host.SendAsync(HttpMethod.Get, Rss, ("If-None-Match", known));
            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal(tag, answer.Headers.ETag!.Tag);
            Assert.NotNull(answer.Content.Headers.LastModified);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
        }
    }

    [Theory]
    [InlineData("\"x\"", "Wed, 13 Aug 2025 06:43:00 GMT", HttpStatusCode.OK)]
    [InlineData("no tag", "Wed, 13 Aug 2025 06:43:00 GMT", HttpStatusCode.OK)]
    [InlineData(null, "Wed, 13 Aug 2025 06:43:00 GMT", HttpStatusCode.NotModified)]
    [InlineData(null, "Wed, 13 Aug 2025 06:42:59 GMT", HttpStatusCode.OK)]
    [InlineData(null, "গতকাল", HttpStatusCode.OK)]
    public async Task A_tag_goes_before_a_date(string? tag, string since, HttpStatusCode expected)
    {
        await Host.PublishAsync(Some.Article);
        (string, string)[] headers = [("If-Modified-Since", since)];
        if (tag is not null)
            headers = [.. headers, ("If-None-Match", tag)];
        // HttpClient writes headers in Latin-1.
        if (!System.Text.Ascii.IsValid(since))
            headers = [("If-Modified-Since", "yesterday")];

        using var answer = await Host.SendAsync(HttpMethod.Get, Rss, headers);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("If-Match", "\"another\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match", "W/{tag}", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Match", "\"another\", {tag}", HttpStatusCode.OK)]
    [InlineData("If-Match", "*", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since", "Wed, 13 Aug 2014 06:43:00 GMT", HttpStatusCode.PreconditionFailed)]
    [InlineData("If-Unmodified-Since", "Thu, 31 Dec 2099 23:59:59 GMT", HttpStatusCode.OK)]
    [InlineData("If-Unmodified-Since", "yesterday", HttpStatusCode.OK)]
    public async Task Who_wants_one_state_only_gets_that_or_412(
        string name,
        string value,
        HttpStatusCode status
    )
    {
        await Host.PublishAsync(Some.Article);
        var tag = await TagAsync(Rss);
        using var request = new HttpRequestMessage(HttpMethod.Get, Rss);
        request.Headers.TryAddWithoutValidation(name, value.Replace("{tag}", tag, StringComparison.Ordinal));

        using var answer = await Host.Client.SendAsync(request, Ct);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.OK ? "application/rss+xml" : "application/problem+json",
            answer.Content.Headers.ContentType?.MediaType
        );
    }

    [Fact]
    public async Task No_feed_was_modified_in_the_future()
    {
        await Host.PublishAsync(Some.Article with { RevisedAt = DateTimeOffset.MaxValue.AddYears(-1) });

        for (var i = 0; i < 200; i++)
        {
            using var answer = await Host.GetAsync(Rss);
            Assert.True(answer.Content.Headers.LastModified <= answer.Headers.Date);
            Assert.Single(answer.Headers.GetValues("Date"));
        }
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_sends_no_body()
    {
        await Host.PublishAsync(Some.Article);
        using var whole = await Host.GetAsync(Rss);

        using var head = await Host.SendAsync(HttpMethod.Head, Rss);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(
            (await whole.Content.ReadAsByteArrayAsync(Ct)).Length,
            head.Content.Headers.ContentLength
        );
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_range_is_ignored()
    {
        await Host.PublishAsync(Some.Article);

        using var answer = await Host.SendAsync(HttpMethod.Get, Rss, ("Range", "bytes=0-9"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsByteArrayAsync(Ct)).Length > 10);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_405_and_told_which_there_are(string method)
    {
        using var answer = await Host.SendAsync(new(method), Rss);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], answer.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OPTIONS_lets_any_origin_read()
    {
        using var answer = await Host.SendAsync(HttpMethod.Options, Rss);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("GET", Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
    }

    private static ArticleRetracted Retraction(Article article) =>
        new()
        {
            ArticleId = article.Id,
            Revision = article.Revision + 1,
            RetractedAt = article.RevisedAt.AddHours(1),
            Categories = article.Categories,
        };

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(
            ", ",
            answer
                .Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
                .First(h => h.Key == name)
                .Value
        );

    private async Task<string> TagAsync(string path)
    {
        using var answer = await Host.GetAsync(path);
        return answer.Headers.ETag!.Tag;
    }
}
