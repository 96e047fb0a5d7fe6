using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Bus;
using Syndication.Ingest.Store;
using Syndication.Testing;

namespace Syndication.Ingest.Tests;

/// <summary>The whole service on a real Kestrel with a free port of 127.0.0.1 and its own data; what it tells is recorded.</summary>
internal sealed class IngestHost : WebApplicationFactory<IngestDbContext>
{
    public const string Key = "synd_publish-and-admin";
    public const string AlertsKey = "synd_alerts-only-key";
    private readonly DirectoryInfo? _own;
    private readonly string _directory;
    private readonly string _database;
    private readonly TimeProvider _time;
    private readonly bool _privateAddresses;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly Action<IServiceCollection> _services;

    public IngestHost(
        string database = "sqlite",
        string? directory = null,
        TimeProvider? time = null,
        bool privateAddresses = false,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? services = null
    )
    {
        _services = services ?? (_ => { });
        _settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        _privateAddresses = privateAddresses;
        _own = directory is null ? Directory.CreateTempSubdirectory("synd-ingest-") : null;
        _directory = directory ?? _own!.FullName;
        _database = database;
        _time = time ?? TimeProvider.System;
        UseKestrel(0);
        StartServer();
        Newsroom = Client(Key);
    }

    public RecordingPublisher Bus { get; } = new();

    public string DataDirectory => _directory;

    public HttpClient Newsroom { get; }

    public T The<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public HttpClient Client(string? key)
    {
        var client = CreateClient();
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public static StringContent Json(string json, string type = "application/json") =>
        new(json, Encoding.UTF8, type);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Posts an article; the answer's status and JSON.</summary>
    public async Task<(int Status, JsonNode Body)> PostAsync(object article, string path = "/api/articles")
    {
        using var answer = await Newsroom.PostAsJsonAsync(path, article, Ct);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!);
    }

    public async Task<JsonNode> GetAsync(string path) =>
        (await Newsroom.GetFromJsonAsync<JsonNode>(path, Ct))!;

    public Task ToldAsync<T>(int count) =>
        Waiting.UntilAsync(
            () => Bus.Of<T>().Count() >= count,
            TimeSpan.FromSeconds(20),
            $"{count} {typeof(T).Name}",
            Ct
        );

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _own?.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Database", _database);
        builder.UseSetting("Data:Directory", _directory);
        builder.UseSetting("ApiKeys:0:Name", "newsroom");
        builder.UseSetting("ApiKeys:0:Key", Key);
        builder.UseSetting("ApiKeys:0:Scopes:0", "publish");
        builder.UseSetting("ApiKeys:0:Scopes:1", "admin");
        builder.UseSetting("ApiKeys:1:Name", "other");
        builder.UseSetting("ApiKeys:1:Key", AlertsKey);
        builder.UseSetting("ApiKeys:1:Scopes:0", "alerts");
        builder.UseSetting("Network:AllowPrivateAddresses", _privateAddresses ? "true" : "false");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
            _services(services.AddSingleton(_time).AddSingleton<IEventPublisher>(Bus))
        );
    }
}
