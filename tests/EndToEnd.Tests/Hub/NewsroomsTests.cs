using System.Net.Http.Json;
using System.Text.Json;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Deployments;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Hub;

/// <summary>
/// A second newsroom, with an Ingest and a database of its own, takes over the first one's feed. It finds the hub by itself,
/// polls once a day, and has what is pushed to it, signed.
/// </summary>
[Collection(Collections.Real)]
public sealed class NewsroomsTests(RealHouse house) : IAsyncLifetime
{
    private const string Feed = "/feeds/campus.atom";
    private const string Key = "all-scopes-for-the-other-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, string> _settings = TestCategories
        .Settings()
        .ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
    private ServiceProcess? _ingest;
    private HttpClient? _other;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Other => _other ?? throw new InvalidOperationException("There is none.");

    public async ValueTask InitializeAsync()
    {
        _ingest = new("Ingest", _settings);
        _settings["Publication:PublicUrl"] = _ingest.Address.AbsoluteUri;
        _settings["ApiKeys:0:Name"] = "other newsroom";
        _settings["ApiKeys:0:Key"] = Key;
        _settings["ApiKeys:0:Scopes:0"] = "admin";
        _settings["ApiKeys:0:Scopes:1"] = "publish";
        _settings["Network:AllowPrivateAddresses"] = "true";
        _settings["Logging:LogLevel:Default"] = "Warning";
        await _ingest.StartAsync(Ct);
        _other = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _ingest.Address };
        _other.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public async ValueTask DisposeAsync()
    {
        _other?.Dispose();
        if (_ingest is not null)
            await _ingest.DisposeAsync();
    }

    [Fact]
    public async Task Another_newsroom_has_a_story_and_its_correction_at_once_without_polling()
    {
        var source = await FollowAsync();
        var draft = new Draft { Title = $"হলের ছাদে পাঠাগার {Guid.NewGuid():N}", Categories = ["campus"] };
        var stored = await house.Editor.PostAsync(draft, Ct);
        var theirs = await HasAsync(draft.Title!, revision: 1);
        Assert.Equal("campus", Assert.Single(theirs.GetProperty("categories").EnumerateArray()).GetString());

        var before = TimeProvider.System.GetUtcNow();
        var correction = draft with
        {
            Title = $"হলের নিচতলায় পাঠাগার {Guid.NewGuid():N}",
            Correction = "ছাদে নয়, নিচতলায়।",
            Significant = true,
        };
        await house.Editor.PostAsync(correction, Ct);
        var corrected = await HasAsync(correction.Title!, revision: 2);
        Assert.Equal(theirs.GetProperty("id").GetGuid(), corrected.GetProperty("id").GetGuid());
        Assert.Equal(stored.FeedId, corrected.GetProperty("guid").GetString());
        var pushed = PushedAt(await PushedAsync(source, before));

        // After a retraction the feed is pushed without the story. Our subscriber concludes nothing from what is missing.
        using (await house.Editor.DeleteAsync($"/api/articles/{stored.Id}?reason=ভুল", Ct)) { }
        var now = await PushedAsync(source, pushed);
        // What was not signed as agreed, or could not be read, would stand here, and have had the feed polled.
        Assert.Equal(JsonValueKind.Null, now.GetProperty("hubError").ValueKind);
        Assert.Equal(
            source.GetProperty("lastPolledAt").GetDateTimeOffset(),
            now.GetProperty("lastPolledAt").GetDateTimeOffset()
        );

        using (await Other.DeleteAsync($"/api/sources/{source.GetProperty("id").GetGuid()}", Ct)) { }
        await Waiting.UntilAsync(
            async () => await FollowersAsync() == "0",
            Patience,
            "the hub to hear that nobody is left",
            Ct
        );
    }

    private Task<string> FollowersAsync() =>
        house.AskNotifierAsync($"""SELECT count(*) FROM "HubSubscriptions" WHERE "Topic" = '{Feed}'""", Ct);

    private static DateTimeOffset PushedAt(JsonElement source) =>
        source.GetProperty("hubLastPushAt").GetDateTimeOffset();

    // The source, once something signed was pushed and read after that.
    private async Task<JsonElement> PushedAsync(JsonElement source, DateTimeOffset after)
    {
        await Waiting.UntilAsync(
            async () => PushedAt(source = await SourceAsync(source)) > after,
            Patience,
            () => $"a push after {after}; the source is {source}\n{_ingest!.Output}",
            Ct
        );
        return source;
    }

    // Until the hub that its first poll has found has asked back.
    private async Task<JsonElement> FollowAsync()
    {
        using var answer = await Other.PostAsJsonAsync(
            "/api/sources",
            new
            {
                kind = "feed",
                url = new Uri(house.Origin, Feed),
                name = "চরের কাগজ",
                pollInterval = "P1D",
            },
            Ct
        );
        var source = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.True(answer.IsSuccessStatusCode, source.ToString());
        await Waiting.UntilAsync(
            async () =>
                (source = await SourceAsync(source)).GetProperty("hubState").GetString() == "verified",
            Patience,
            () => $"the subscription; the source is {source}\n{_ingest!.Output}",
            Ct
        );
        // It has asked back, and writes down what it heard.
        await Waiting.UntilAsync(async () => await FollowersAsync() == "1", Patience, "the hub's row", Ct);
        Assert.Equal(new Uri(house.Origin, "/hub").AbsoluteUri, source.GetProperty("hub").GetString());
        Assert.Equal(JsonValueKind.Null, source.GetProperty("hubLastPushAt").ValueKind);
        return source;
    }

    private Task<JsonElement> SourceAsync(JsonElement source) =>
        Other.GetFromJsonAsync<JsonElement>($"/api/sources/{source.GetProperty("id").GetGuid()}", Ct);

    private async Task<JsonElement> HasAsync(string title, int revision)
    {
        JsonElement found = default;
        await Waiting.UntilAsync(
            async () =>
            {
                var page = await Other.GetFromJsonAsync<JsonElement>("/api/articles?limit=100", Ct);
                found = page.GetProperty("items")
                    .EnumerateArray()
                    .FirstOrDefault(a => a.GetProperty("title").GetString() == title);
                return found.ValueKind == JsonValueKind.Object;
            },
            Patience,
            () => $"'{title}' in the other newsroom\n{_ingest!.Output}",
            Ct
        );
        Assert.Equal(revision, found.GetProperty("revision").GetInt32());
        return found;
    }
}
