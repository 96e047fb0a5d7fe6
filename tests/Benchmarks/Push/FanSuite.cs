using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Syndication.Benchmarks.Feeds;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Push;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Push;

/// <summary>
/// One alert to many readers: a Notifier as its users run it, on PostgreSQL and RabbitMQ, and a push service over TLS and
/// HTTP/2 in this process, on the same machine.
/// </summary>
internal static class FanSuite
{
    private const int Readers = 200_000;
    private const int Stored = 1_000_000;
    private const int Few = 500;
    private const string Key = "all-scopes-for-benches-0123456789";
    private const string Asked = "what was asked for";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var limits = new Limits();
        var ct = CancellationToken.None;
        await using var postgres = new PostgresServer();
        await using var rabbit = new RabbitServer();
        await using var sink = await PushSink.StartAsync(ct, new() { DecryptEvery = 0, Keeps = false });
        await Task.WhenAll(postgres.StartAsync(ct), rabbit.StartAsync(ct));
        var database = await postgres.CreateDatabaseAsync("notifier", ct);
        await using var notifier = new ServiceProcess("Notifier", Settings(database, rabbit, sink));
        await notifier.StartAsync(ct);
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, ct);
        var key = await KeyAsync(notifier);

        var crowd = new CrowdSql(sink, sink.Https, key);
        await postgres.QueryAsync("notifier", crowd.Readers(1, Readers, "international"), ct);
        await postgres.QueryAsync("notifier", "SET search_path TO notifier; ANALYZE", ct);
        await SendAsync(postgres, notifier, sink, limits);

        await postgres.QueryAsync("notifier", crowd.Readers(Readers + 1, Stored - Readers, "sports"), ct);
        var bytes = await postgres.QueryAsync(
            "notifier",
            """
            SET search_path TO notifier;
            SELECT pg_total_relation_size('"Subscriptions"') + pg_total_relation_size('"SubscriptionTopics"')
            """,
            ct
        );
        var each = double.Parse(bytes.Trim(), CultureInfo.InvariantCulture) / Stored;
        limits.Tell(
            new("push a subscription of a million, postgres", each, "bytes", 2_000, Asked),
            mostRatio: 1
        );
        await postgres.QueryAsync("notifier", crowd.Readers(Stored + 1, Few, "country"), ct);
        await postgres.QueryAsync("notifier", "SET search_path TO notifier; ANALYZE", ct);
        await FirstPush.MeasureAsync(notifier.Address, Key, sink, "country", Few, limits);
        await SqliteSize.MeasureAsync(limits);
        return limits.AreKept;
    }

    private static async Task SendAsync(
        PostgresServer postgres,
        ServiceProcess notifier,
        PushSink sink,
        Limits limits
    )
    {
        var before = Usage.Memory(notifier.ProcessId);
        var most = before;
        var watch = Stopwatch.StartNew();
        await postgres.QueryAsync(
            "notifier",
            CrowdSql.Alert(Guid.CreateVersion7(), "international", TimeProvider.System.GetUtcNow()),
            CancellationToken.None
        );
        await Waiting.UntilAsync(() => sink.Accepted > 0, Patience, "the first push", CancellationToken.None);
        var first = watch.Elapsed;
        await Waiting.UntilAsync(
            () =>
            {
                most = Math.Max(most, Usage.Memory(notifier.ProcessId));
                return sink.Accepted >= Readers;
            },
            Patience,
            "the last push",
            CancellationToken.None
        );
        var rate = sink.Accepted / (watch.Elapsed - first).TotalSeconds;
        limits.Tell(new("push fan-out, TLS and HTTP/2", rate, "pushes/s", 4_000, Asked), leastRatio: 1);
        // Written past the service, so it is found at the planner's next look, within a second; the rest is ours.
        limits.Tell(
            new("push first of 200,000, found by looking", first.TotalMilliseconds, "ms", 1_300, Asked),
            mostRatio: 1
        );
        limits.Tell(
            new("push memory while 200,000 go out", most, "MiB", before, "before"),
            most: before + 200
        );
        limits.Tell(
            new("push requests that were wrong, and one", sink.Faults.Count + 1, "requests", 1, "none"),
            most: 1
        );
    }

    private static async Task<string> KeyAsync(ServiceProcess notifier)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var answer = await http.GetStringAsync(new Uri(notifier.Address, "/api/push/public-key"));
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("publicKey").GetString()!;
    }

    private static Dictionary<string, string> Settings(string database, RabbitServer rabbit, PushSink sink) =>
        new(StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Messaging"] = rabbit.Url,
            ["Data:Directory"] = ".",
            ["ApiKeys:0:Name"] = "bench",
            ["ApiKeys:0:Key"] = Key,
            ["ApiKeys:0:Scopes:0"] = "alerts",
            ["Push:Hosts:0"] = "localhost",
            ["Network:AllowPrivateAddresses"] = "true",
            ["SSL_CERT_FILE"] = sink.CertificateFile,
            ["Logging:LogLevel:Default"] = "Warning",
        };
}
