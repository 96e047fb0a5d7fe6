using System.Diagnostics;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Latency;

/// <summary>
/// From the first byte of the POST to the first byte of the first document that shows the article, while articles come by
/// the clock, whether or not the ones before are through: a stall counts for everything that was due meanwhile.
/// </summary>
internal static class LatencySuite
{
    /// <summary>Articles a second.</summary>
    public const int Rate = 100;

    private const int WarmUp = 1_500;
    private const int Articles = 2_000;
    private const int BareRounds = 150;
    private const int Seed = 20_251_122;
    private const string Feed = "/feeds/all.json?limit=200";
    private const string Reference = "fsync of the same bytes, and one GET, nothing else going on";

    /// <returns>False where a limit was missed.</returns>
    public static async Task<bool> MeasureAsync(Deployment house, string place)
    {
        var limits = new Limits();
        var (mostP50, mostP99) = place == "embedded" ? (5, 25) : (10, 60);
        using var bare = new BareDisk(house);
        await RunAsync(house, new("warm-up", WarmUp, Random: null));
        await bare.MeasureAsync(BareRounds);
        var steady = await RunAsync(house, new("steady", Articles, Random: null));
        await bare.MeasureAsync(BareRounds);
        // Two within a millisecond now and then: what these wait for each other has no limit.
        var random = await RunAsync(house, new("random", Articles, new Random(Seed)));
        await bare.MeasureAsync(BareRounds);
        Tell("p50", steady, 0.50, mostP50);
        Tell("p99", steady, 0.99, mostP99);
        Tell("at random instants p50", random, 0.50, double.MaxValue);
        Tell("at random instants p99", random, 0.99, double.MaxValue);
        Tell("of it fsync p50", bare.Flush, 0.50, double.MaxValue);
        Tell("of it fsync p99", bare.Flush, 0.99, double.MaxValue);
        return limits.AreKept;

        void Tell(string what, List<double> values, double share, double most) =>
            limits.Tell(
                new(
                    $"publish-to-visible {place} {what}",
                    At(values, share),
                    "ms",
                    At(bare.Both, share),
                    Reference
                ),
                most: most
            );
    }

    private static async Task<List<double>> RunAsync(Deployment house, Run run)
    {
        var newsroom = new Newsroom(house, run.Name, run.Articles);
        using var watch = new FeedWatch(house.Origin, Feed, Newsroom.Mark(run.Name), run.Articles);
        var watching = watch.WatchAsync();
        var schedule = new Schedule(run.Articles, run.Random);
        await newsroom.PublishAsync(schedule);
        var seen = await watching;
        return [.. seen.Select((at, i) => Stopwatch.GetElapsedTime(schedule.Due(i), at).TotalMilliseconds)];
    }

    private static double At(List<double> values, double share) =>
        values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    private sealed record Run(string Name, int Articles, Random? Random);
}
