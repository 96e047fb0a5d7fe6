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
