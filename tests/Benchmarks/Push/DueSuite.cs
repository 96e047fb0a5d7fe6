using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Syndication.Benchmarks.Ingest;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Push;

/// <summary>
/// The end of quiet hours: deliveries that are all due at one instant, claimed page by page and taken away as when they are
/// written down; what a row costs must not grow with how many wait.
/// </summary>
internal static class DueSuite
{
    private const int Page = 256;
    private const double MostGrowth = 3;

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var limits = new Limits();
        await using var postgres = new PostgresServer();
        await postgres.StartAsync(CancellationToken.None);
        foreach (var place in (string[])["sqlite", "postgres"])
        {
            var few = await DrainAsync(place, 20_000, postgres);
            var many = await DrainAsync(place, 200_000, postgres);
            Tell(limits, place, few, many);
        }
        return limits.AreKept;
    }

    private static void Tell(Limits limits, string place, Cost few, Cost many)
    {
        var (rate, rateOfFew) = (1e6 / many.Each, 1e6 / few.Each);
        limits.Tell(
            new($"push due rows of 200,000, {place}", rate, "rows/s", rateOfFew, "of 20,000"),
            leastRatio: 1 / MostGrowth
        );
        limits.Tell(
            new(
                $"push due, last tenth of 200,000, {place}",
                many.Last,
                "µs/row",
                many.First,
                "the first tenth"
            ),
            mostRatio: MostGrowth
        );
        if (place == "postgres")
            limits.Tell(
                new(
                    "push due rows looked at for one taken, postgres",
                    many.Looked,
                    "rows",
                    few.Looked,
                    "of 20,000"
                ),
                mostRatio: MostGrowth
            );
    }

    private static async Task<Cost> DrainAsync(string place, int rows, PostgresServer postgres)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"due{rows}");
        var database =
            place == "postgres" ? await postgres.CreateDatabaseAsync(name, CancellationToken.None) : null;
        await using var store = await NotifierStore.MakeAsync(database);
        var now = TimeProvider.System.GetUtcNow();
        await SeedAsync(store, rows, now.AddMinutes(-1));
        var queues = new DueQueues(TimeProvider.System);
        var pages = new List<double>();
        for (var left = rows; left > 0; )
        {
            var watch = Stopwatch.StartNew();
            var taken = await TakeAsync(store, queues, now);
            if (taken == 0)
                throw new InvalidOperationException($"{left} are left, and nothing is due.");
            pages.Add(watch.Elapsed.TotalMicroseconds / taken);
            left -= taken;
        }
        var tenth = pages.Count / 10;
        var looked = database is null
            ? 0
            : double.Parse(
                await postgres.QueryAsync(
                    name,
                    """
                    SELECT pg_sleep(2);
                    SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_user_tables WHERE relname = 'DueDeliveries'
                    """,
                    CancellationToken.None
                ),
                CultureInfo.InvariantCulture
            );
        return new(
            pages.Average(),
            pages.Take(tenth).Average(),
            pages.TakeLast(tenth).Average(),
            looked / rows
        );
    }

    private static async Task<int> TakeAsync(NotifierStore store, DueQueues queues, DateTimeOffset now)
    {
        await using var db = store.Open();
        var taking = await DueTaking.ClaimAsync(
            db,
            queues,
            _ => int.MaxValue,
            (_, _) => false,
            _ => Page,
            now,
            CancellationToken.None
        );
        var errands = taking.ErrandsOf(new Nobody(), now).ToList();
        foreach (var ofAlert in errands.GroupBy(e => e.AlertId))
        {
            var readers = ofAlert.Select(e => e.Seq).ToList();
            await db
                .DueDeliveries.Where(d => d.AlertId == ofAlert.Key && readers.Contains(d.Seq))
                .ExecuteDeleteAsync();
        }
        return errands.Count;
    }

    // Seven of ten at one push service, as in life; two alerts of the night.
    private static async Task SeedAsync(NotifierStore store, int rows, DateTimeOffset due)
    {
        string[] origins =
        [
            "https://fcm.googleapis.com",
            "https://updates.push.services.mozilla.com",
            "https://web.push.apple.com",
        ];
        Guid[] alerts = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        foreach (var page in Enumerable.Range(0, rows).Chunk(10_000))
        {
            await using var db = store.Open();
            db.DueDeliveries.AddRange(
                page.Select(n => new DueDelivery
                {
                    AlertId = alerts[n % 2],
                    Seq = n,
                    Reason = DueReason.Quiet,
                    DueAt = due,
                    Kind = DispatchKind.Alert,
                    Flash = false,
                    Origin = origins[
                        n
                            % 10 switch
                            {
                                < 7 => 0,
                                < 9 => 1,
                                _ => 2,
                            }
                    ],
                    BatchId = alerts[n % 2],
                    Place = n % 500,
                })
            );
            await db.SaveChangesAsync();
        }
    }

    private sealed record Cost(double Each, double First, double Last, double Looked);

    private sealed class Nobody : IErrandOwner
    {
        public bool Holds(Errand errand) => true;

        public void Written(Settlement settlement) { }
    }
}
