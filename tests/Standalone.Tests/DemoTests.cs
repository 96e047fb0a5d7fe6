using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Pages;
using Syndication.Standalone.Demo;
using Syndication.Testing.Time;

namespace Syndication.Standalone.Tests;

public sealed class DemoTests : IAsyncLifetime
{
    private const string Origin = "http://localhost:8080";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 4, 30, 25, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("demo");
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static List<JsonElement> Bodies { get; } =
    [.. DemoArticles.Read(Now, Origin).Select(b => JsonSerializer.Deserialize<JsonElement>(b))];

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration["Data:Directory"] = _data.FullName;
        builder.Services.AddSingleton(new DataDirectory(builder.Configuration));
        builder.Services.AddSingleton<TimeProvider>(new ManualTime(Now));
        builder.Services.AddOptions<PublicationOptions>();
        _app = builder.Build();
        _app.MapDemo();
        await _app.StartAsync(Ct);
        _client = _app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public void There_is_enough_to_look_at()
    {
        Assert.InRange(Bodies.Count, 16, 40);
        Assert.InRange(Bodies.SelectMany(Categories).Distinct().Count(), 8, 13);
        Assert.InRange(Bodies.Count(b => b.GetProperty("image").ValueKind == JsonValueKind.Object), 6, 40);
        Assert.Single(Bodies, b => b.GetProperty("breaking").GetString() == "breaking");
        Assert.Single(Bodies, b => b.GetProperty("correction").ValueKind == JsonValueKind.String);
        Assert.InRange(Bodies.SelectMany(Authors).Distinct().Count(), 6, 40);
    }

    [Fact]
    public void Every_body_is_an_article_of_the_contract()
    {
        Assert.All(
            Bodies,
            b =>
            {
                Assert.StartsWith("demo:", b.GetProperty("guid").GetString(), StringComparison.Ordinal);
                Assert.StartsWith(Origin + "/demo/articles/", Text(b, "url"), StringComparison.Ordinal);
                Assert.NotEmpty(Text(b, "title"));
                Assert.NotEmpty(Text(b, "summary"));
                Assert.InRange(Text(b, "content").Split("<p>").Length - 1, 3, 5);
                Assert.NotEmpty(Authors(b));
                Assert.Equal("bn", Text(b, "language"));
                Assert.InRange(b.GetProperty("publishedAt").GetDateTimeOffset(), Now.AddDays(-1), Now);
            }
        );
        Assert.Equal(Bodies.Count, Bodies.Select(b => Text(b, "guid")).Distinct().Count());
        Assert.Equal(
            Bodies.Count,
            Bodies.Select(b => b.GetProperty("publishedAt").GetDateTimeOffset()).Distinct().Count()
        );
    }

    [Fact]
    public void Categories_are_the_samples_and_allowed()
    {
        var allowed = SampleCategories.All.Where(c => !c.IsBlocked).Select(c => c.Name).ToHashSet();

        Assert.All(Bodies.SelectMany(Categories), c => Assert.Contains(c, allowed));
    }

    [Fact]
    public void The_oldest_comes_first()
    {
        var instants = Bodies.Select(b => b.GetProperty("publishedAt").GetDateTimeOffset()).ToList();

        Assert.Equal(instants.Order(), instants);
    }

    [Fact]
    public async Task Every_picture_is_there_small_and_cached_for_long()
    {
        foreach (
            var image in Bodies
                .Select(b => b.GetProperty("image"))
                .Where(i => i.ValueKind == JsonValueKind.Object)
        )
        {
            using var answer = await _client.GetAsync(new Uri(image.GetProperty("url").GetString()!), Ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
            Assert.InRange(bytes.Length, 500, 25_000);
            Assert.Equal("PNG"u8, bytes.AsSpan(1, 3));
            Assert.NotEmpty(image.GetProperty("alt").GetString()!);
        }
    }

    [Theory]
    [InlineData("/demo/images/none.png")]
    [InlineData("/demo/images/..%2F..%2Fappsettings.json")]
    [InlineData("/demo/images/demo-articles.ndjson")]
    [InlineData("/demo/articles/none")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Every_page_can_be_read_back_as_the_article_it_shows()
    {
        var context = new PageContext(
            new PublicationOptions().Zone(),
            name => SampleCategories.All.Any(c => c.Name == name)
        );
        foreach (var body in Bodies)
        {
            var url = new Uri(Text(body, "url"));
            var page = await _client.GetByteArrayAsync(url, Ct);
            var article = ArticleExtractor.Extract(page, "utf-8", url, context);

            Assert.NotNull(article);
            Assert.Equal(Text(body, "title"), article.Title);
            Assert.Equal(body.GetProperty("publishedAt").GetDateTimeOffset(), article.PublishedAt);
            Assert.Equal(Categories(body).First(), Assert.Single(article.CategoryNames));
            Assert.Equal(string.Join(", ", Authors(body)), Assert.Single(article.Authors));
        }
    }

    [Fact]
    public async Task A_page_runs_nothing_and_tells_its_date_in_Bengali()
    {
        using var answer = await _client.GetAsync(new Uri("/demo/articles/bile-pakhi", UriKind.Relative), Ct);
        var html = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.StartsWith(
            "default-src 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Contains("১ মার্চ ২০২৬, ০৩:৪০", html, StringComparison.Ordinal);
        Assert.Contains("সংশোধনী:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_beginning_outlives_a_restart()
    {
        var data = _app.Services.GetRequiredService<DataDirectory>();

        Assert.Equal(Now, DemoBeginning.ReadOrKeep(data, Now.AddDays(3)));
    }

    private static IEnumerable<string> Categories(JsonElement body) =>
        body.GetProperty("categories").EnumerateArray().Select(c => c.GetString()!);

    private static IEnumerable<string> Authors(JsonElement body) =>
        body.GetProperty("authors").EnumerateArray().Select(a => a.GetProperty("name").GetString()!);

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
