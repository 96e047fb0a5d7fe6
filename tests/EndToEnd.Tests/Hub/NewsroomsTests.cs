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
        var source = await FollowAsync("/feeds/campus.atom");
        var polled = source.GetProperty("lastPolledAt").GetDateTimeOffset();
        var draft = new Draft
        {
            Title = $"হলের ছাদে পাঠাগার {Guid.NewGuid():N}",
            Categories = ["campus"],
            PublishedAt = TimeProvider.System.GetUtcNow(),
        };

        var stored = await house.Editor.PostAsync(draft, Ct);
        var theirs = await HasAsync(draft.Title!, revision: 1);
        Assert.Equal("campus", Assert.Single(theirs.GetProperty("categories").EnumerateArray()).GetString());

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

        // What is pushed after a retraction no longer has the story; it is not brought back, and nobody had to ask.
        var before = (await SourceAsync(source)).GetProperty("hubLastPushAt").GetDateTimeOffset();
        using (await house.Editor.DeleteAsync($"/api/articles/{stored.Id}?reason=ভুল", Ct)) { }
        await Waiting.UntilAsync(
            async () => (await SourceAsync(source)).GetProperty("hubLastPushAt").GetDateTimeOffset() > before,
            Patience,
            "the push after the retraction",
            Ct
        );
        var now = await SourceAsync(source);
        Assert.Equal(JsonValueKind.Null, now.GetProperty("hubError").ValueKind);
        Assert.Equal(polled, now.GetProperty("lastPolledAt").GetDateTimeOffset());
    }

    // Until the hub that its first poll has found has asked back.
    private async Task<JsonElement> FollowAsync(string feed)
    {
        using var answer = await Other.PostAsJsonAsync(
            "/api/sources",
            new
            {
                kind = "feed",
                url = new Uri(house.Origin, feed),
                name = "প্রথম আলোচনা",
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
