using System.Diagnostics;
using Syndication.Testing.Servers;

namespace Syndication.Testing.Deployments;

/// <summary>Three services on Redis, RabbitMQ and PostgreSQL, behind the gateway.</summary>
public class RealDeployment : Deployment
{
    private readonly PostgresServer _postgres = new();
    private readonly int _gatewayPort = FreePort.Next();
    private readonly Stopwatch _sinceStart = new();
    private ServiceProcess? _ingest;
    private ServiceProcess? _feeds;
    private ServiceProcess? _notifier;
    private GatewayServer? _gateway;

    public RedisServer Redis { get; } = new();

    public RabbitServer Rabbit { get; } = new();

    public ServiceProcess Ingest => _ingest ?? throw NotStarted;

    public ServiceProcess Feeds => _feeds ?? throw NotStarted;

    public ServiceProcess Notifier => _notifier ?? throw NotStarted;

    public override Uri Origin => (_gateway ?? throw NotStarted).Address;

    public override IReadOnlyList<RealServer> Parts => [Rabbit, Redis, Ingest, Feeds, Notifier];

    private static InvalidOperationException NotStarted => new("the deployment was not started");

    public override async Task StartAsync(CancellationToken ct)
    {
        await Task.WhenAll(Redis.StartAsync(ct), Rabbit.StartAsync(ct), _postgres.StartAsync(ct));
        var ingestDatabase = await _postgres.CreateDatabaseAsync("ingest", ct);
        var notifierDatabase = await _postgres.CreateDatabaseAsync("notifier", ct);
        _ingest = new("Ingest", Outside(("Database", ingestDatabase)));
        _feeds = new("Feeds", Outside());
        _notifier = new("Notifier", Outside(("Database", notifierDatabase)));
        _gateway = new(_ingest.Port, _feeds.Port, _notifier.Port) { Port = _gatewayPort };
        await Task.WhenAll(
            _gateway.StartAsync(ct),
            _ingest.StartAsync(ct),
            _feeds.StartAsync(ct),
            _notifier.StartAsync(ct)
        );
        _sinceStart.Start();
    }

    /// <summary>A new database beside the house's own; its connection string.</summary>
    public Task<string> NewDatabaseAsync(CancellationToken ct) =>
        _postgres.CreateDatabaseAsync($"b{Guid.NewGuid():N}", ct);

    /// <summary>What the Notifier's own database answers.</summary>
    public Task<string> AskNotifierAsync(string sql, CancellationToken ct) =>
        _postgres.QueryAsync("notifier", $"SET search_path TO notifier; {sql}", ct);

    public override Task SettleAsync(CancellationToken ct) =>
        Waiting.UntilAsync(
            () => _sinceStart.Elapsed > RabbitServer.QueuesSettle,
            RabbitServer.QueuesSettle * 2,
            "settled queues",
            ct
        );

    public override async ValueTask DisposeAsync()
    {
        foreach (var part in (RealServer?[])[_gateway, _ingest, _feeds, _notifier, Rabbit, Redis, _postgres])
        {
            if (part is not null)
                await part.DisposeAsync();
        }
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private IReadOnlyDictionary<string, string> Outside(params (string Key, string Value)[] more) =>
        Settings([
            ("Messaging", Rabbit.Url),
            ("Cache", Redis.Configuration),
            ("Publication:PublicUrl", $"http://127.0.0.1:{_gatewayPort}"),
            .. more,
        ]);
}
