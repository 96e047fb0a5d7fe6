using System.Globalization;
using System.Text;
using Syndication.Benchmarks.Feeds;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Hub;

/// <summary>One change to many callbacks: a Notifier as its users run it, on PostgreSQL and RabbitMQ.</summary>
internal static class HubSuite
{
    private const int Subscribers = 10_000;
    private const int Ports = 10;
    private const int FeedBytes = 40 << 10;
    private const int Rounds = 5;

    // A service runs for weeks; what its runtime compiles in the first seconds is not what it costs.
    private const int WarmUps = 4;
    private const string PublicOrigin = "https://news.example";
    private const string Path = "/feeds/international.rss";
    private const string Links = $"<{PublicOrigin}{Path}>; rel=\"self\", <{PublicOrigin}/hub>; rel=\"hub\"";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // As hosts do that follow for many people: one secret for all of theirs. Then the dearest case, one for each.
    private static readonly Contest[] Contests =
    [
        new("host", "Origin", BareSigns: false, "signed beforehand", 0.7),
        new("callback", "Seq", BareSigns: true, "which signs each", 0.7),
        new("callback", "Seq", BareSigns: false, "signed beforehand", 0),
    ];

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var (limits, ct) = (new Limits(), CancellationToken.None);
        await using var postgres = new PostgresServer();
        await using var rabbit = new RabbitServer();
        await using var sink = await CallbackSink.StartAsync(Ports, Links);
        await Task.WhenAll(postgres.StartAsync(ct), rabbit.StartAsync(ct));
        var database = await postgres.CreateDatabaseAsync("notifier", ct);
        await using var notifier = new ServiceProcess("Notifier", Settings(database, rabbit, sink));
        await notifier.StartAsync(ct);
        sink.Put(Feed(0), 0);
        await postgres.QueryAsync("notifier", Crowd(sink), ct);
        await SettledAsync(postgres, 1);

        var (before, most) = (Usage.Memory(notifier.ProcessId), 0.0);
        var version = 1;
        foreach (var contest in Contests)
        {
            await postgres.QueryAsync("notifier", Secrets(contest.Column), ct);
            var rates = await RaceAsync(
                postgres,
                sink,
                version,
                contest.BareSigns,
                () => most = Math.Max(most, Usage.Memory(notifier.ProcessId))
            );
            version += WarmUps + Rounds;
            Tell(limits, contest, rates);
        }
        limits.Tell(
            new("hub memory while it distributes", most, "MiB", before, "before"),
            most: before + 200
        );
        return limits.AreKept;
    }

    private static void Tell(Limits limits, Contest contest, (double Ours, double Bare) rates)
    {
        var name = $"hub distribution of 40 KB to 10,000, a secret for each {contest.Of}";
        var reference = $"a bare HttpClient loop, the same bytes, {contest.How}";
        limits.Tell(new(name, rates.Ours, "deliveries/s", rates.Bare, reference), leastRatio: contest.Least);
        limits.Tell(new(name, rates.Ours, "deliveries/s", 7_000, "what was asked for"));
    }

    // One after the other, on the same machine, again and again: the middle one of the ratios.
    private static async Task<(double Ours, double Bare)> RaceAsync(
        PostgresServer postgres,
        CallbackSink sink,
        int version,
        bool bareSigns,
        Action meanwhile
    )
    {
        var rates = new List<(double Ours, double Bare)>();
        for (var round = 1 - WarmUps; round <= Rounds; round++)
        {
            var body = Feed(++version);
            sink.Put(body, version);
            var bare = await BareLoop.RunAsync(sink, body, Subscribers, bareSigns);
            var ours = await DistributeAsync(postgres, sink, meanwhile);
            if (round > 0)
                rates.Add((ours, bare));
            await SettledAsync(postgres, version);
        }
        return rates.OrderBy(r => r.Ours / r.Bare).ElementAt(Rounds / 2);
    }

    private static string Secrets(string column) =>
        $"""
            SET search_path TO notifier;
            UPDATE "HubSubscriptions" SET "Secret" = ('secret of ' || "{column}")::bytea;
            ANALYZE "HubSubscriptions"
            """;

    // Marked past the service, so it is found at the next look.
    private static async Task<double> DistributeAsync(
        PostgresServer postgres,
        CallbackSink sink,
        Action meanwhile
    )
    {
        sink.Reset();
        await postgres.QueryAsync(
            "notifier",
            """SET search_path TO notifier; UPDATE "HubTopics" SET "FetchAt" = 0""",
            CancellationToken.None
        );
        await Waiting.UntilAsync(
            () =>
            {
                meanwhile();
                return Task.FromResult(sink.Taken >= Subscribers);
            },
            Patience,
            () => $"the last callback; {sink.Taken} have come",
            CancellationToken.None
        );
        return sink.Rate;
    }

    private static Task SettledAsync(PostgresServer postgres, int version) =>
        Waiting.UntilAsync(
            async () =>
            {
                var left = await postgres.QueryAsync(
                    "notifier",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"""
                        SET search_path TO notifier;
                        SELECT count(*) FROM "HubTopics" t WHERE t."HeldUntil" IS NOT NULL OR t."Version" < {version}
                            OR EXISTS (SELECT FROM "HubSubscriptions" s WHERE s."Sent" < t."Version")
                        """
                    ),
                    CancellationToken.None
                );
                return left.Trim() == "0";
            },
            Patience,
            "everything is written down",
            CancellationToken.None
        );

    private static string Crowd(CallbackSink sink)
    {
        var origins = string.Join(',', sink.Origins.Select(o => $"'{o}'"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SET search_path TO notifier;
            INSERT INTO "HubTopics" ("Path", "Selector", "Version", "Body", "ContentType", "Links", "FetchAt", "Failures",
                "CreatedAt") VALUES ('{Path}', 'international', 0, '', '', '', 0, 0, 0);
            INSERT INTO "HubSubscriptions" ("Protocol", "Topic", "Callback", "Digest", "Origin", "Secret", "CreatedAt",
                "LeaseEnd", "Sent", "DueAt", "Attempts")
            SELECT 'WebSub', '{Path}', o || '/callback/' || n, sha256(('callback' || n)::bytea), o,
                ('secret of ' || n)::bytea, 0, 9000000000000, 0, 0, 0
            FROM (SELECT n, (ARRAY[{origins}])[1 + n % {sink.Origins.Count}] AS o
                FROM generate_series(1, {Subscribers}) AS n) AS crowd;
            ANALYZE;
            """
        );
    }

    // As a feed of 50 stories; the same for nobody else's cache.
    private static byte[] Feed(int version)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"<rss><!-- {version} -->"));
        while (text.Length < FeedBytes)
            text.Append("<item><title>A bridge is open again</title></item>");
        return Encoding.ASCII.GetBytes(text.ToString(0, FeedBytes));
    }

    private static Dictionary<string, string> Settings(
        string database,
        RabbitServer rabbit,
        CallbackSink sink
    ) =>
        new(StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Messaging"] = rabbit.Url,
            ["Data:Directory"] = ".",
            ["Publication:PublicUrl"] = PublicOrigin,
            ["Hub:Feeds"] = sink.Origins[0],
            ["Hub:SelfTest"] = "false",
            ["Network:AllowPrivateAddresses"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };

    private sealed record Contest(string Of, string Column, bool BareSigns, string How, double Least);
}
