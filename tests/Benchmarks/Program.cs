using Syndication.Benchmarks;
using Syndication.Testing.Deployments;

// bench.sh [latency|batch] [embedded|real]; without words, all of it.
string[] suites = ["latency", "batch"];
string[] places = ["embedded", "real"];
if (args.Except([.. suites, .. places]).FirstOrDefault() is { } unknown)
{
    Report.Fault($"'{unknown}' is none of {string.Join(", ", suites)}, {string.Join(", ", places)}.");
    return 64;
}
foreach (var place in Chosen(places))
{
    foreach (var suite in Chosen(suites))
    {
        await using Deployment house = place == "embedded" ? new EmbeddedDeployment() : new RealDeployment();
        await house.StartAsync(CancellationToken.None);
        await house.SettleAsync(CancellationToken.None);
        await (suite == "latency" ? Latency.MeasureAsync(house, place) : Batch.MeasureAsync(house, place));
    }
}
return 0;

IEnumerable<string> Chosen(string[] all) => args.Intersect(all) is var named && named.Any() ? named : all;
