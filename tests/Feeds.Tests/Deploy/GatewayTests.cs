using System.Net;
using System.Text.Json;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Deploy;

/// <summary>Readers behind Debian's nginx with the configuration that is deployed get what the service says, to the byte.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private const string Tag = "/feeds/tags/%E0%A6%AC%E0%A6%A8%E0%A7%8D%E0%A6%AF%E0%A6%BE";
    private FeedsHost? _host;
    private GatewayServer? _gateway;
    private HttpClient? _http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    private HttpClient Http => _http ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        await Host.PublishAsync(Some.Article with { Tags = ["বন্যা", "AC/DC"] });
        _gateway = new(FreePort.Next(), Host.Client.BaseAddress!.Port, FreePort.Next());
        await _gateway.StartAsync(Ct);
        _http = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            BaseAddress = _gateway.Address,
        };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/opml", "text/x-opml")]
    [InlineData("/sitemap-news.xml", "application/xml")]
    [InlineData("/feeds/international", "application/rss+xml")]
    [InlineData("/feeds/international", "text/html", Browser)]
    [InlineData("/feeds/international.rss", "application/rss+xml")]
    [InlineData("/feeds/international.atom", "application/atom+xml")]
    [InlineData("/feeds/all.json?limit=1&content=summary", "application/feed+json")]
    [InlineData("/feeds/all.rss?include=international,sports&exclude=jokes", "application/rss+xml")]
    [InlineData("/feeds/all.rss?profile=flipboard", "application/rss+xml")]
    [InlineData("/feeds/all/archive/2025-08.atom", "application/atom+xml")]
    [InlineData(Tag + ".rss", "application/rss+xml")]
    [InlineData("/feeds/tags/ac%2Fdc.json", "application/feed+json")]
    public async Task Every_document_comes_through_in_every_coding(
        string path,
        string type,
        string accept = "*/*"
    )
    {
        foreach (var coding in (string[])["identity", "gzip", "br"])
        {
            using var direct = await Host.SendAsync(
                HttpMethod.Get,
                path,
                ("Accept", accept),
                ("Accept-Encoding", coding)
            );
            using var answer = await AskAsync(
                HttpMethod.Get,
                path,
                ("Accept", accept),
                ("Accept-Encoding", coding)
            );

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(coding == "identity" ? [] : [coding], answer.Content.Headers.ContentEncoding);
            Assert.Equal(
                await direct.Content.ReadAsByteArrayAsync(Ct),
                await answer.Content.ReadAsByteArrayAsync(Ct)
            );
            Assert.Equal(Told(direct), Told(answer));
            Assert.Equal(direct.Content.Headers.ContentLength, answer.Content.Headers.ContentLength);
            Assert.False(answer.Headers.ETag!.IsWeak);

            using var again = await AskAsync(
                HttpMethod.Get,
                path,
                ("Accept", accept),
                ("Accept-Encoding", coding),
                ("If-None-Match", answer.Headers.ETag.ToString())
            );
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(answer.Headers.ETag, again.Headers.ETag);
            Assert.Equal(answer.Headers.Vary, again.Headers.Vary);
        }
    }

    [Fact]
    public async Task Crawlers_are_told_where_the_sitemap_is()
    {
        using var answer = await AskAsync(HttpMethod.Get, "/robots.txt");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            $"Sitemap: {FeedsHost.Origin}/sitemap-news.xml",
            await answer.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_new_comes_through_as_such()
    {
        using var before = await AskAsync(HttpMethod.Get, "/feeds/international.rss");
        await Host.PublishAsync(Some.Article with { Title = "দ্বিতীয় খবর" });

        using var answer = await AskAsync(
            HttpMethod.Get,
            "/feeds/international.rss",
            ("A-IM", "feed"),
            ("If-None-Match", before.Headers.ETag!.ToString())
        );

        Assert.Equal(HttpStatusCode.IMUsed, answer.StatusCode);
        Assert.Equal("feed", answer.Headers.GetValues("IM").Single());
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("দ্বিতীয় খবর", text, StringComparison.Ordinal);
        Assert.Single(text.Split("<item>")[1..]);
    }

    [Theory]
    [InlineData("/feeds/%E0%A6%96%E0%A7%87%E0%A6%B2%E0%A6%BE%E0%A6%A7%E0%A7%81%E0%A6%B2%E0%A6%BE.rss", 308)]
    [InlineData("/feeds/tags/AC%2fDC.rss", 308)]
    [InlineData("/feeds/all.rss?include=sports,best", 308)]
    [InlineData("/feeds/best.rss", 410)]
    [InlineData("/feeds/nowhere.rss", 404)]
    [InlineData("/feeds//all.rss", 404)]
    [InlineData("//feeds/all.rss", 404)]
    [InlineData("/nowhere", 404)]
    [InlineData("/feeds/all.rss?limit=0", 400)]
    public async Task What_is_no_document_is_told_by_the_service(string path, int status)
    {
        // A reference that begins with two slashes would name a host.
        using var direct = await AskAsync(Host.Client, HttpMethod.Get, path);
        using var answer = await AskAsync(HttpMethod.Get, path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(direct.Headers.Location, answer.Headers.Location);
        Assert.Equal(direct.Content.Headers.ContentType, answer.Content.Headers.ContentType);
        Assert.Equal(Told(direct), Told(answer));
    }

    [Theory]
    [InlineData("HEAD", "/feeds/all.rss", 200)]
    [InlineData("OPTIONS", "/feeds/all.rss", 204)]
    [InlineData("POST", "/feeds/all.rss", 405)]
    [InlineData("DELETE", "/opml", 405)]
    [InlineData("HEAD", "/", 200)]
    public async Task Other_methods_come_through(string method, string path, int status)
    {
        using var direct = await AskAsync(Host.Client, new(method), path);
        using var answer = await AskAsync(new(method), path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(direct.Content.Headers.Allow, answer.Content.Headers.Allow);
        Assert.Equal(direct.Content.Headers.ContentLength, answer.Content.Headers.ContentLength);
        Assert.Equal(Told(direct), Told(answer));
    }

    [Theory]
    [InlineData("/api/feeds/international/stats?days=1", "feed")]
    [InlineData("/api/feeds/international/lint?profile=apple", "findings")]
    [InlineData("/api/feeds/tags/ac%2Fdc/stats", "feed")]
    [InlineData("/api/feeds/tags/%E0%A6%AC%E0%A6%A8%E0%A7%8D%E0%A6%AF%E0%A6%BE/lint", "findings")]
    public async Task The_newsroom_reaches_its_figures(string path, string member)
    {
        using var stranger = await AskAsync(HttpMethod.Get, path);
        using var answer = await AskAsync(
            HttpMethod.Get,
            path,
            ("Authorization", $"Bearer {FeedsHost.AdminKey}")
        );

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Ct));
        Assert.True(report.RootElement.TryGetProperty(member, out _), report.RootElement.ToString());
    }

    [Fact]
    public async Task Without_the_service_a_reader_is_asked_to_come_again()
    {
        await using var gateway = new GatewayServer(FreePort.Next(), FreePort.Next(), FreePort.Next());
        await gateway.StartAsync(Ct);

        foreach (var path in (string[])["/feeds/all.rss", "/", "/opml", "/sitemap-news.xml"])
        {
            using var answer = await Http.GetAsync(new Uri(gateway.Address, path), Ct);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
        using var api = await Http.GetAsync(new Uri(gateway.Address, "/api/feeds/all/stats"), Ct);
        Assert.Equal(HttpStatusCode.BadGateway, api.StatusCode);
    }

    // Those of the connection and the clock are the gateway's own.
    private static string[] Told(HttpResponseMessage answer) =>
        [
            .. answer
                .Headers.Where(h => h.Key is not ("Date" or "Server" or "Connection" or "Transfer-Encoding"))
                .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}")
                .Order(StringComparer.Ordinal),
        ];

    private Task<HttpResponseMessage> AskAsync(
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    ) => AskAsync(Http, method, path, headers);

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient http,
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(
            method,
            new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path)
        );
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await http.SendAsync(request, Ct);
    }
}
