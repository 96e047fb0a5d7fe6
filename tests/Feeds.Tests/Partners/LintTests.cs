using System.Net;
using System.Text.Json;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Partners;

public sealed class LintTests : IAsyncLifetime
{
    private FeedsHost? _host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedsHost.ReadyAsync();
        await Host.PublishAsync(Some.Article);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task The_newsroom_learns_what_a_partner_would_refuse()
    {
        var report = await ReportAsync("/api/feeds/international/lint?profile=flipboard");

        Assert.Equal("flipboard", report.GetProperty("profile").GetString());
        Assert.Equal(
            $"{FeedsHost.Origin}/feeds/international.rss?profile=flipboard",
            report.GetProperty("feed").GetString()
        );
        Assert.Equal(1, report.GetProperty("entries").GetInt32());
        var image = report
            .GetProperty("findings")
            .EnumerateArray()
            .Single(f => f.GetProperty("rule").GetString() == "flipboard/image");
        Assert.Equal("error", image.GetProperty("level").GetString());
        Assert.StartsWith("urn:uuid:", image.GetProperty("entry").GetString(), StringComparison.Ordinal);
        Assert.Equal("নদীর পাড়ে নতুন পাঠাগার খুলল", image.GetProperty("title").GetString());
        Assert.StartsWith("https://", image.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            report.GetProperty("findings").GetArrayLength(),
            report.GetProperty("errors").GetInt32() + report.GetProperty("warnings").GetInt32()
        );
    }

    [Fact]
    public async Task Without_a_profile_the_validators_rules_count()
    {
        Assert.Equal(0, (await ReportAsync("/api/feeds/all/lint")).GetProperty("findings").GetArrayLength());

        await Host.PublishAsync(
            Some.Article with
            {
                PublishedAt = TimeProvider.System.GetUtcNow().AddHours(1),
                UpdatedAt = TimeProvider.System.GetUtcNow().AddHours(1),
            }
        );

        var finding = Assert.Single(
            (await ReportAsync("/api/feeds/all/lint?format=atom"))
                .GetProperty("findings")
                .EnumerateArray()
                .Select(f => f.GetProperty("rule").GetString())
                .Distinct(StringComparer.Ordinal)
        );
        Assert.Equal("w3c/implausible-date", finding);
    }

    [Theory]
    [InlineData("/api/feeds/tags/%E0%A6%AA%E0%A6%BE%E0%A6%A0%E0%A6%BE%E0%A6%97%E0%A6%BE%E0%A6%B0/lint")]
    [InlineData(
        "/api/feeds/%E0%A6%86%E0%A6%A8%E0%A7%8D%E0%A6%A4%E0%A6%B0%E0%A7%8D%E0%A6%9C%E0%A6%BE%E0%A6%A4%E0%A6%BF%E0%A6%95/lint"
    )]
    [InlineData("/api/feeds/all/lint?include=sports,international")]
    public async Task A_feed_goes_by_any_of_its_names(string path) =>
        Assert.Equal(1, (await ReportAsync(path)).GetProperty("entries").GetInt32());

    [Theory]
    [InlineData("/api/feeds/all/lint?profile=facebook", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/all/lint?format=rdf", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/all/lint?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/feeds/nothing/lint", HttpStatusCode.NotFound)]
    [InlineData("/api/feeds/tags/nothing/lint", HttpStatusCode.NotFound)]
    [InlineData("/api/feeds/best/lint", HttpStatusCode.Gone)]
    public async Task What_cannot_be_asked_is_refused(string path, HttpStatusCode status)
    {
        using var answer = await AskAsync(path, FeedsHost.AdminKey);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Only_the_newsroom_may_ask()
    {
        using var nobody = await Host.GetAsync("/api/feeds/all/lint");
        using var publisher = await AskAsync("/api/feeds/all/lint", FeedsHost.PublisherKey);

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, publisher.StatusCode);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string key) =>
        Host.SendAsync(HttpMethod.Get, path, ("Authorization", $"Bearer {key}"));

    private async Task<JsonElement> ReportAsync(string path)
    {
        using var answer = await AskAsync(path, FeedsHost.AdminKey);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(Ct));
        return report.RootElement.Clone();
    }
}
