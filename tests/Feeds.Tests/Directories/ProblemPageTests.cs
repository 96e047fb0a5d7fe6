using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Directories;

/// <summary>People who follow a link to a feed that there is not; their programs are told as ever.</summary>
public sealed class ProblemPageTests : IAsyncLifetime
{
    private const string Browser =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public static TheoryData<string, int, string> Problems =>
        new()
        {
            { "/feeds/best", 410, "ফিডটি বন্ধ হয়ে গেছে" },
            { "/feeds/best.rss", 410, "ফিডটি বন্ধ হয়ে গেছে" },
            { "/feeds/all?include=best", 410, "ফিডটি বন্ধ হয়ে গেছে" },
            { "/feeds/nowhere", 404, "এই ফিডটি নেই" },
            { "/feeds/tags/nobody", 404, "এই ফিডটি নেই" },
            { "/feeds/tags/%FF.atom", 404, "এই ফিডটি নেই" },
            { "/feeds/all?include=nowhere", 400, "শুধু all-এর সঙ্গে চলে" },
            { "/feeds/all.rss?limit=0", 400, "১ থেকে ২০০" },
        };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task A_browser_reads_in_its_language_why_there_is_no_feed(
        string path,
        int status,
        string words
    )
    {
        using var answer = await Host.SendAsync(HttpMethod.Get, path, ("Accept", Browser));
        var html = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"bn\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/\">সব ফিড দেখুন</a>", html, StringComparison.Ordinal);
        Assert.Contains("content=\"noindex", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"canonical\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"alternate\"", html, StringComparison.Ordinal);
        Assert.Contains("Accept", answer.Headers.Vary);
        Assert.Contains(
            "default-src 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task A_reader_gets_a_problem_at_the_same_address(string path, int status, string _)
    {
        foreach (var accept in (string[])["*/*", "application/rss+xml, text/html;q=0.8", "application/json"])
        {
            using var answer = await Host.SendAsync(HttpMethod.Get, path, ("Accept", accept));
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            Assert.Contains("Accept", answer.Headers.Vary);
        }
    }

    [Fact]
    public async Task The_head_alone_says_the_same()
    {
        using var whole = await Host.SendAsync(HttpMethod.Get, "/feeds/best", ("Accept", Browser));
        using var head = await Host.SendAsync(HttpMethod.Head, "/feeds/best", ("Accept", Browser));

        Assert.Equal(HttpStatusCode.Gone, head.StatusCode);
        Assert.Equal(whole.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_page_of_a_feed_has_the_same_head_and_takes_no_posts()
    {
        await Host.PublishAsync(Some.Article);
        using var whole = await Host.SendAsync(HttpMethod.Get, "/feeds/international", ("Accept", Browser));
        using var head = await Host.SendAsync(HttpMethod.Head, "/feeds/international", ("Accept", Browser));
        using var post = await Host.SendAsync(HttpMethod.Post, "/feeds/international", ("Accept", Browser));

        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], post.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task While_there_is_nothing_to_show_a_browser_is_asked_to_come_again()
    {
        await using var silent = new FeedsHost(new() { IsSilent = true });

        foreach (var path in (string[])["/", "/feeds/all", "/feeds/sports.rss"])
        {
            using var answer = await silent.SendAsync(HttpMethod.Get, path, ("Accept", Browser));
            var html = await answer.Content.ReadAsStringAsync(Ct);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("ফিডগুলো তৈরি হচ্ছে", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Other_publications_say_it_in_English_with_every_fault()
    {
        await using var host = await FeedsHost.ReadyAsync(change: services =>
            services.AddSingleton(
                Options.Create(
                    new PublicationOptions
                    {
                        Title = "The Sample",
                        Language = "en-GB",
                        TimeZone = "Europe/London",
                        PublicUrl = FeedsHost.Origin,
                    }
                )
            )
        );

        using var answer = await host.SendAsync(
            HttpMethod.Get,
            "/feeds/sports?limit=many&include=jokes",
            ("Accept", Browser)
        );
        var html = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Contains("<html lang=\"en-GB\">", html, StringComparison.Ordinal);
        Assert.Contains(
            "<code>limit</code>: &#39;limit&#39; is a whole number",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("<code>include</code>", html, StringComparison.Ordinal);
        Assert.Contains("See all feeds", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newsroom_is_told_by_problems_that_no_cache_keeps()
    {
        using var answer = await Host.SendAsync(
            HttpMethod.Get,
            "/api/feeds/best/lint",
            ("Accept", Browser),
            ("Authorization", $"Bearer {FeedsHost.AdminKey}")
        );

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }
}
