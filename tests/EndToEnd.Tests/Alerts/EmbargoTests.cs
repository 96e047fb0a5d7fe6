using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Syndication.Testing;
using Syndication.Testing.Order;
using Syndication.Testing.Push;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Alerts;

/// <summary>An embargo holds from Ingest over RabbitMQ to the reader's phone, also while the broker is away.</summary>
[StartsFirst]
public sealed class EmbargoTests : IAsyncLifetime
{
    private const string Key = "all-scopes-for-fan-0123456789";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly PostgresServer _postgres = new();
    private readonly RabbitServer _rabbit = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-embargo-");
    private ServiceProcess? _ingest;
    private ServiceProcess? _notifier;
    private PushSink? _sink;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ServiceProcess Ingest => _ingest ?? throw new InvalidOperationException("There is none.");

    private ServiceProcess Notifier => _notifier ?? throw new InvalidOperationException("There is none.");

    private PushSink Sink => _sink ?? throw new InvalidOperationException("There is none.");

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_postgres.StartAsync(Ct), _rabbit.StartAsync(Ct));
        _sink = await PushSink.StartAsync(Ct);
        _ingest = new("Ingest", await SettingsAsync("ingest"));
        _notifier = new("Notifier", await SettingsAsync("notifier"));
        await Task.WhenAll(Ingest.StartAsync(Ct), Notifier.StartAsync(Ct));
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, Ct);
        var key = await NotifierStack.KeyAsync(Notifier, Ct);
        await _postgres.QueryAsync(
            "notifier",
            new CrowdSql(Sink, Sink.Http, key).Readers(1, 1, "international"),
            Ct
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IEnumerable<RealServer?>)[_notifier, _ingest, _rabbit, _postgres])
            if (server is not null)
                await server.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task An_alert_leaves_when_the_embargo_ends_moves_with_it_and_ends_with_the_article()
    {
        using var editor = Client(Ingest);
        using var desk = Client(Notifier);
        // Each is asked for in the instant in which its article is filed: what the bus bears may come later.
        var plain = await FileAsync(editor, In(8));
        var told = await AlertAsync(desk, plain);
        var moved = await FileAsync(editor, In(10));
        var movedAlert = await AlertAsync(desk, moved);
        var movedEnd = await MoveAsync(editor, moved, In(18));
        var gone = await FileAsync(editor, In(30));
        var goneAlert = await AlertAsync(desk, gone);
        await StateAsync(desk, goneAlert, "scheduled");
        using var retraction = await editor.DeleteAsync(
            new Uri($"/api/articles/{gone.Id}", UriKind.Relative),
            Ct
        );
        Assert.True(retraction.IsSuccessStatusCode);

        // At once, and not when its hour has come.
        await StateAsync(desk, goneAlert, "withdrawn");
        Assert.True(
            TimeProvider.System.GetUtcNow() < gone.Until,
            "the end was told too late to prove anything"
        );
        var withdrawn = await GetAsync(desk, goneAlert);
        Assert.Equal("the article was retracted", Last(withdrawn).GetProperty("detail").GetString());
        await StateAsync(desk, told, "sent");
        await StateAsync(desk, movedAlert, "sent");

        Assert.Equal(
            [told, movedAlert],
            Sink.Messages.Select(m => Guid.Parse(m.Member("alertId")!)).ToList()
        );
        Assert.True(Sink.Messages[0].At >= plain.Until, $"{Sink.Messages[0].At} is before {plain.Until}");
        Assert.True(Sink.Messages[1].At >= movedEnd, $"{Sink.Messages[1].At} is before {movedEnd}");
        Assert.True(Sink.Messages[0].At < movedEnd, "it went with the other");
    }

    [Fact]
    public async Task With_the_broker_down_nothing_leaves_and_what_waited_goes_when_it_is_back()
    {
        using var editor = Client(Ingest);
        using var desk = Client(Notifier);
        var earlier = await FileAsync(editor, until: null);
        await _rabbit.KillAsync();
        await Waiting.UntilAsync(
            async () => await SeesItAsync(desk, await AlertAsync(desk, await FileAsync(editor, null))),
            Patience,
            "the Notifier to see that the broker is away",
            Ct
        );

        var secret = await FileAsync(editor, In(600));
        var held = await AlertAsync(desk, secret);
        var open = await AlertAsync(desk, earlier);
        var flash = await AlertAsync(desk, article: null);
        var forced = await AlertAsync(desk, await FileAsync(editor, null), force: true);
        await StateAsync(desk, flash, "sent");
        await StateAsync(desk, forced, "sent");
        Assert.True(await SeesItAsync(desk, held));
        Assert.True(await SeesItAsync(desk, open));

        await _rabbit.StartAsync(Ct);

        await StateAsync(desk, open, "sent");
        await StateAsync(desk, held, "scheduled");
        var sent = Sink.Messages.Select(m => m.Member("alertId")).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string?> { $"{open}", $"{flash}", $"{forced}" }, sent!);
        Assert.DoesNotContain($"{held}", sent);
    }

    private static DateTimeOffset In(double seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds);

    private async Task<Dictionary<string, string>> SettingsAsync(string name)
    {
        var database = await _postgres.CreateDatabaseAsync(name, Ct);
        var settings = NotifierStack.Settings(database, _rabbit, _data.CreateSubdirectory(name));
        settings["ApiKeys:0:Scopes:1"] = "publish";
        return settings;
    }

    private static HttpClient Client(ServiceProcess service)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = service.Address,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    private static async Task<Filed> FileAsync(HttpClient editor, DateTimeOffset? until)
    {
        var stored = await SaveAsync(
            editor,
            HttpMethod.Post,
            "/api/articles",
            $"e:{Guid.NewGuid():N}",
            until
        );
        return new(
            stored.GetProperty("id").GetGuid(),
            stored.GetProperty("guid").GetString()!,
            until ?? DateTimeOffset.MinValue
        );
    }

    private static async Task<DateTimeOffset> MoveAsync(
        HttpClient editor,
        Filed article,
        DateTimeOffset until
    )
    {
        await SaveAsync(editor, HttpMethod.Put, $"/api/articles/{article.Id}", article.Key, until);
        return until;
    }

    private static async Task<JsonElement> SaveAsync(
        HttpClient editor,
        HttpMethod method,
        string path,
        string guid,
        DateTimeOffset? until
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = JsonContent.Create(
                new
                {
                    guid,
                    title = "নতুন বাজেট পেশ",
                    categories = new[] { "international" },
                    embargoUntil = until,
                }
            ),
        };
        using var answer = await editor.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<Guid> AlertAsync(HttpClient desk, Filed? article, bool force = false)
    {
        using var answer = await desk.PostAsJsonAsync(
            "/api/alerts",
            new
            {
                articleId = article?.Id,
                title = "নতুন বাজেট পেশ",
                topics = new[] { "international" },
                level = "flash",
                force,
            },
            Ct
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }

    private static Task<JsonElement> GetAsync(HttpClient desk, Guid id) =>
        desk.GetFromJsonAsync<JsonElement>($"/api/alerts/{id}", Ct);

    private static async Task<bool> SeesItAsync(HttpClient desk, Guid id) =>
        (await GetAsync(desk, id)).GetProperty("held").GetString() is { } why
        && why.Contains("bus is down", StringComparison.Ordinal);

    private static JsonElement Last(JsonElement alert) =>
        alert.GetProperty("history").EnumerateArray().Last();

    private async Task StateAsync(HttpClient desk, Guid id, string state) =>
        await Waiting.UntilAsync(
            async () => (await GetAsync(desk, id)).GetProperty("state").GetString() == state,
            Patience,
            () => $"alert {id} to be {state}\n{Notifier.Output}\n{Ingest.Output}",
            Ct
        );

    private sealed record Filed(Guid Id, string Key, DateTimeOffset Until);
}
