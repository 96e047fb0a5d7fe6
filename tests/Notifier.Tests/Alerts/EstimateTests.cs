using System.Diagnostics;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What an editor is told before sending is what then happens.</summary>
public sealed class EstimateTests(PostgresFixture postgres)
{
    private static readonly string[] Zones =
    [
        "Asia/Dhaka",
        "Europe/Berlin",
        "America/St_Johns",
        "Asia/Kathmandu",
    ];
    private static readonly string[] Topics = ["international", "sports", "all"];

    // Half of them have quiet hours, and a third a number for the day; some follow two things.
    private const string Million = """
        SET search_path TO notifier;
        INSERT INTO "Subscriptions" ("Id", "Channel", "Endpoint", "EndpointDigest", "Origin", "PublicKey", "AuthSecret",
            "VapidKey", "MinLevel", "Language", "TimeZone", "QuietFrom", "QuietTo", "FlashInQuiet", "MaxPerDay", "Day",
            "DayCount", "State", "TokenDigest", "CreatedAt", "SeenAt")
        SELECT gen_random_uuid(), 0, 'https://fcm.googleapis.com/' || n, sha256(n::text::bytea),
            'https://fcm.googleapis.com', sha256('k') || sha256('l') || '\x04', sha256('a'), '', 1 + n % 2, 'bn',
            (ARRAY['Asia/Dhaka', 'Europe/Berlin', 'America/New_York'])[1 + n % 3],
            CASE WHEN n % 2 = 0 THEN 1320 + n % 8 * 15 END, CASE WHEN n % 2 = 0 THEN 420 END, n % 5 = 0,
            CASE WHEN n % 3 = 0 THEN 1 + n % 4 END, 20251025, n % 3, 0, sha256(n::text::bytea), 0, 0
        FROM generate_series(1, 1000000) AS n;
        INSERT INTO "SubscriptionTopics" ("Topic", "Seq")
        SELECT (ARRAY['international', 'sports', 'national', 'all'])[1 + "Seq" % 4], "Seq" FROM "Subscriptions";
        INSERT INTO "SubscriptionTopics" ("Topic", "Seq")
        SELECT 'country', "Seq" FROM "Subscriptions" WHERE "Seq" % 3 = 0;
        ANALYZE;
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task An_estimate_is_what_then_happens(int seed)
    {
        var random = new Random(seed);
        // Some minutes past the hour: quiet hours begin and end at the half hours, and none does while the test runs.
        var time = new ManualTime(
            new DateTimeOffset(2025, 10, 25, 0, 3, 0, TimeSpan.Zero).AddHours(random.Next(96))
        );
        var database = seed % 4 == 0 ? await postgres.NewDatabaseAsync(Ct) : "sqlite";
        await using var fan = new Fan(database, time);
        for (var i = 0; i < 40; i++)
            await fan.AddReadersAsync(
                random.Next(1, 5),
                d => Shape(d, random),
                Topics[random.Next(Topics.Length)]
            );
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        for (var i = random.Next(4); i > 0; i--)
            await newsroom.MakeAsync(Wish(random));
        await fan.DoneAsync();
        var wish = Wish(random);

        var (_, estimate) = await newsroom.PostAsync("/estimate", Newsroom.Draft(wish));
        var id = await newsroom.MakeAsync(wish);
        await fan.DoneAsync();

        var counts = (await newsroom.GetAsync(id)).GetProperty("counts");
        Assert.Equal(Three(estimate), Three(counts));
        Assert.NotEqual(0, Three(counts).Recipients);
    }

    [Fact(Explicit = true)] // most of a minute for a figure, which depends on the machine
    public async Task A_million_readers_are_looked_at_while_an_editor_waits()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var fan = new Fan(database);
        using var client = fan.Host.Newsroom();
        var newsroom = new Newsroom(client);
        await postgres.QueryAsync(database, Million, Ct);
        await newsroom.MakeAsync(("topics", new[] { "books" }));
        var slowest = TimeSpan.Zero;
        foreach (
            var (topics, exclude) in ((string[], string[])[])
                [
                    (["all"], []),
                    (["international"], []),
                    (["international", "sports", "country"], ["national"]),
                    (["all"], ["sports"]),
                ]
        )
        {
            var watch = Stopwatch.StartNew();
            var (_, answer) = await newsroom.PostAsync("/estimate", new { topics, exclude });
            TestContext.Current.SendDiagnosticMessage(
                $"{string.Join('+', topics)} without {string.Join('+', exclude)}: {watch.Elapsed.TotalSeconds:F2} s, {answer}"
            );
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static void Shape(SubscriptionDraft draft, Random random)
    {
        draft.TimeZone = Zones[random.Next(Zones.Length)];
        draft.MinLevel = random.Next(3) == 0 ? BreakingLevel.Flash : BreakingLevel.Breaking;
        draft.MaxPerDay = random.Next(2) == 0 ? random.Next(1, 4) : null;
        draft.FlashInQuiet = random.Next(2) == 0;
        if (random.Next(2) == 0)
            (draft.QuietFrom, draft.QuietTo) = (random.Next(48) * 30, random.Next(48) * 30);
    }

    private static (string, object?)[] Wish(Random random) =>
        [
            ("level", random.Next(3) == 0 ? "flash" : "breaking"),
            ("topics", new[] { Topics[random.Next(Topics.Length)] }),
            ("exclude", random.Next(4) == 0 ? new[] { "national" } : []),
        ];

    private static (int Recipients, int Deferred, int Capped) Three(JsonElement answer) =>
        (
            answer.GetProperty("recipients").GetInt32(),
            answer.GetProperty("deferred").GetInt32(),
            answer.GetProperty("capped").GetInt32()
        );
}
