using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Syndication.Testing;

namespace Syndication.Standalone.Tests;

/// <summary>One story that comes by the API, a feed, WordPress, its page and WebSub, through the sources that are polled.</summary>
public sealed class FiveWaysTests : WebApplicationFactory<EmbeddedDefaults>, IAsyncLifetime
{
    private const string Key = "synd_a-key-for-tests";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-fiveways-");
    private readonly int _port = FreePort.Next();
    private Newspaper _paper = null!;
    private HttpClient _newsroom = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Origin => $"http://127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        _paper = await Newspaper.OpenAsync(Ct);
        UseKestrel(_port);
        StartServer();
        _newsroom = CreateClient();
        _newsroom.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _paper.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", Origin);
        builder.UseSetting("Publication:PublicUrl", Origin);
        builder.UseSetting("Data:Directory", _data.FullName);
        builder.UseSetting("Network:AllowPrivateAddresses", "true");
        builder.UseSetting("Polling:HostPause", "00:00:00");
        builder.UseSetting("ApiKeys:0:Name", "tests");
        builder.UseSetting("ApiKeys:0:Key", Key);
        builder.UseSetting("ApiKeys:0:Scopes:0", "publish");
        builder.UseSetting("ApiKeys:0:Scopes:1", "admin");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
    }

    public static TheoryData<string> Orders =>
        [
            "api feed wordpress page",
            "page wordpress feed api",
            "wordpress page api feed",
            "feed api page wordpress",
        ];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task It_is_one_article_in_the_store_and_one_entry_in_the_feeds(string order)
    {
        foreach (var way in order.Split(' '))
            await (way == "api" ? PostAsync() : PollAsync(way));
        await Waiting.UntilAsync(
            () => _paper.Subscribers == 1,
            TimeSpan.FromSeconds(30),
            "the subscription to the paper's hub",
            Ct
        );
        Assert.All(await _paper.PushAsync(Ct), status => Assert.InRange(status, 200, 299));

        var article = Assert.Single((await GetAsync("/api/articles?state=published"))["items"]!.AsArray())!;
        Assert.Equal("country", (string?)Assert.Single(article["categories"]!.AsArray()));
        Assert.Empty((await GetAsync("/api/articles?state=quarantined"))["items"]!.AsArray());
        foreach (var feed in (string[])["all", "country"])
        {
            var item = await OnlyItemAsync(feed);
            Assert.Equal((string?)article["feedId"], (string?)item["id"]);
            Assert.Equal(Newspaper.Title, (string?)item["title"]);
        }
    }

    private async Task PostAsync()
    {
        var article = new
        {
            guid = "cms:7781",
            url = _paper.Story.TrimEnd('/') + "?fbclid=x",
            title = Newspaper.Title,
            content = "<p>নদীর দুই পারের মানুষ আজ সকাল থেকে নতুন সেতু দিয়ে চলাচল করছেন।</p>",
            categories = new[] { "দেশজুড়ে" },
            publishedAt = "2025-08-13T12:43:00+06:00",
        };
        using var answer = await _newsroom.PostAsJsonAsync("/api/articles", article, Ct);
        Assert.InRange((int)answer.StatusCode, 200, 201);
    }

    private async Task PollAsync(string way)
    {
        var source = new
        {
            kind = way,
            url = way switch
            {
                "feed" => _paper.Home + "feed",
                "page" => _paper.Story,
                _ => _paper.Home,
            },
            name = way,
        };
        using var answer = await _newsroom.PostAsJsonAsync("/api/sources", source, Ct);
        var id = (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["id"];
        JsonNode? polled = null;
        await Waiting.UntilAsync(
            async () => (polled = await GetAsync($"/api/sources/{id}"))["lastPolledAt"] is not null,
            TimeSpan.FromSeconds(30),
            () => $"the poll of {way}: {polled}",
            Ct
        );
        Assert.True(polled!["lastError"] is null, polled.ToJsonString());
    }

    private async Task<JsonNode> OnlyItemAsync(string feed)
    {
        JsonArray items = [];
        await Waiting.UntilAsync(
            async () => (items = (await GetAsync($"/feeds/{feed}.json"))["items"]!.AsArray()).Count > 0,
            TimeSpan.FromSeconds(30),
            $"an entry in {feed}",
            Ct
        );
        return Assert.Single(items)!;
    }

    private async Task<JsonNode> GetAsync(string path) =>
        (await _newsroom.GetFromJsonAsync<JsonNode>(path, Ct))!;
}
