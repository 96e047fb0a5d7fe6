using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Syndication.Benchmarks.Feeds;
using Syndication.Benchmarks.Ingest;
using Syndication.Benchmarks.Push;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Hub;

/// <summary>
/// One alert to many live readers: Notifiers as their users run them, on PostgreSQL and RabbitMQ. A process may have 20,000
/// files on the machine that this is written for, so 20,000 readers are those of two.
/// </summary>
internal static class StreamSuite
{
    private const int Readers = 10_000;
    private const int WarmUps = 5;
    private const int Rounds = 20;
    private const string Key = "key-of-the-bench-for-alerts";
    private const string Reference = "the same bytes sent to 10,000 sockets in a loop";
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var (limits, ct) = (new Limits(), CancellationToken.None);
        await using var postgres = new PostgresServer();
        await using var rabbit = new RabbitServer();
        await Task.WhenAll(postgres.StartAsync(ct), rabbit.StartAsync(ct));
        var settings = Settings(await postgres.CreateDatabaseAsync("notifier", ct), rabbit);
        await using var first = new ServiceProcess("Notifier", settings);
        await first.StartAsync(ct);
        await using var second = new ServiceProcess("Notifier", settings);
        await second.StartAsync(ct);
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, ct);

        using var here = await JoinAsync(limits, first);
        var (alone, bytes) = await RoundsAsync(first, [here]);
        var bare = await BareAsync(bytes);
        Tell(limits, "10,000", alone, bare);
        using var there = await JoinAsync(limits, second);
        var (both, _) = await RoundsAsync(first, [here, there]);
        Tell(limits, "20,000 of two processes", both, bare);
        await HeartbeatsAsync(limits, first);
        await DrainAsync(limits, first, here);
        return limits.AreKept;
    }

    private static async Task<StreamReaders> JoinAsync(Limits limits, ServiceProcess notifier)
    {
        var before = Usage.Memory(notifier.ProcessId);
        var readers = await StreamReaders.StartAsync(notifier.Address.Port, Readers);
        var each = (Usage.Memory(notifier.ProcessId) - before) * 1024 / Readers;
        limits.Tell(
            new("stream memory of a reader, of 10,000", each, "KiB", 32, "the 32 KiB it may be"),
            mostRatio: 1
        );
        return readers;
    }

    // From the newsroom's POST to the last reader's first byte.
    private static async Task<(List<double> Times, int Bytes)> RoundsAsync(
        ServiceProcess notifier,
        StreamReaders[] crowds
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var (times, bytes) = (new List<double>(), 0);
        for (var i = -WarmUps; i < Rounds; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await AlertPost.SendAsync(http, notifier.Address, "international", $"stream {crowds.Length} {i}");
            foreach (var crowd in crowds)
            {
                (var at, bytes) = await crowd.EventAsync().WaitAsync(Patience);
                var took = Stopwatch.GetElapsedTime(begin, at).TotalMilliseconds;
                if (i >= 0 && crowd == crowds[0])
                    times.Add(took);
                else if (i >= 0)
                    times[^1] = Math.Max(times[^1], took);
            }
        }
        times.Sort();
        return (times, bytes);
    }

    // Of one process, which has not the files for more.
    private static async Task<List<double>> BareAsync(int bytes)
    {
        var told = Encoding.ASCII.GetBytes("id: 1\nevent: alert\ndata: ".PadRight(bytes - 2, 'x') + "\n\n");
        using var server = new BareStream();
        using var readers = await StreamReaders.StartAsync(server.Port, Readers);
        var times = new List<double>();
        for (var i = -WarmUps; i < Rounds; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            server.Tell(told);
            var (last, _) = await readers.EventAsync().WaitAsync(Patience);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(begin, last).TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    private static void Tell(Limits limits, string readers, List<double> ours, List<double> bare)
    {
        limits.Tell(
            new($"stream to the last of {readers}, p50", ours[Rounds / 2], "ms", bare[Rounds / 2], Reference)
        );
        limits.Tell(
            new($"stream to the last of {readers}, most", ours[^1], "ms", bare[^1], Reference),
            most: 2_000
        );
    }

    // Two of them, to each reader.
    private static async Task HeartbeatsAsync(Limits limits, ServiceProcess notifier)
    {
        var before = Usage.Processor(notifier.ProcessId);
        await Task.Delay(Watch, TimeProvider.System);
        var share = (Usage.Processor(notifier.ProcessId) - before) / Watch.TotalSeconds * 100;
        limits.Tell(new("stream heartbeats of 10,000", share, "% of a core", 100, "a core"), mostRatio: 0.2);
    }

    private static async Task DrainAsync(Limits limits, ServiceProcess notifier, StreamReaders readers)
    {
        var begin = Stopwatch.GetTimestamp();
        var closed = readers.EventAsync();
        var code = await notifier.StopAsync(Patience);
        var took = Stopwatch.GetElapsedTime(begin, (await closed.WaitAsync(Patience)).At).TotalSeconds;
        if (code != 0)
            throw new InvalidDataException($"It ended with {code}.");
        limits.Tell(
            new("stream drain of 10,000", took, "s", 10, "the time that a service has to end"),
            mostRatio: 1
        );
    }

    private static Dictionary<string, string> Settings(string database, RabbitServer rabbit) =>
        new(StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Messaging"] = rabbit.Url,
            ["Data:Directory"] = ".",
            ["ApiKeys:0:Name"] = "bench",
            ["ApiKeys:0:Key"] = Key,
            ["ApiKeys:0:Scopes:0"] = "alerts",
            ["RateLimits:Enabled"] = "false",
            // Of one newsroom, so with one key.
            ["Push:PrivateKey"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
            ["Hub:SelfTest"] = "false",
            ["Logging:LogLevel:Default"] = "Warning",
        };
}
