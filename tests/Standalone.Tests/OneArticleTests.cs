using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Syndication.Testing;

namespace Syndication.Standalone.Tests;

/// <summary>One article through the whole house in one process.</summary>
public sealed class OneArticleTests : WebApplicationFactory<EmbeddedDefaults>, IAsyncLifetime
{
    private const string Key = "synd_a-key-for-tests";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-standalone-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Data:Directory", _data.FullName);
        builder.UseSetting("ApiKeys:0:Name", "tests");
        builder.UseSetting("ApiKeys:0:Key", Key);
        builder.UseSetting("ApiKeys:0:Scopes:0", "publish");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
    }

    [Fact]
    public async Task An_article_that_is_posted_stands_in_its_feeds_under_its_identity()
    {
        using var newsroom = CreateClient();
        newsroom.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var id = await PostAsync(newsroom);

        await Waiting.UntilAsync(
            async () =>
                await newsroom.GetStringAsync("/feeds/agriculture.rss", Ct) is var rss
                && rss.Contains(id!, StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            "the article in its feed",
            Ct
        );

        var item = Assert.Single(
            XDocument.Parse(await newsroom.GetStringAsync("/feeds/all.rss", Ct)).Descendants("item")
        );
        Assert.Equal(
            ("কৃষকের নতুন বীজ", id),
            ((string?)item.Element("title"), (string?)item.Element("guid"))
        );
        Assert.Contains(
            id!,
            await newsroom.GetStringAsync("/feeds/agriculture.atom", Ct),
            StringComparison.Ordinal
        );
        Assert.Contains(
            id!,
            await newsroom.GetStringAsync("/feeds/agriculture.json", Ct),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            id!,
            await newsroom.GetStringAsync("/feeds/sports.rss", Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Its_timeline_tells_its_way_through_every_service()
    {
        using var newsroom = CreateClient();
        newsroom.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var id = (await PostAsync(newsroom))!["urn:uuid:".Length..];

        string[] steps = [];
        await Waiting.UntilAsync(
            async () =>
            {
                var page = await newsroom.GetFromJsonAsync<JsonNode>($"/api/articles/{id}/timeline", Ct);
                steps = [.. page!["items"]!.AsArray().Select(s => (string)s!["step"]!)];
                return steps.Length >= 5;
            },
            TimeSpan.FromSeconds(20),
            "five steps",
            Ct
        );

        Assert.Equal(
            ["feed-changed", "projected", "received", "relayed", "stored"],
            steps.Order(StringComparer.Ordinal)
        );
    }

    private static async Task<string?> PostAsync(HttpClient newsroom)
    {
        using var answer = await newsroom.PostAsJsonAsync(
            "/api/articles",
            new
            {
                guid = "cms:1",
                title = "কৃষকের নতুন বীজ",
                categories = new[] { "কৃষি ও প্রকৃতি" },
            },
            Ct
        );
        return (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["feedId"];
    }
}
