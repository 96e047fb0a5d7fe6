using System.Globalization;
using Syndication.Benchmarks;
using Syndication.Benchmarks.Documents;
using Syndication.Testing.Deployments;

// bench.sh fuzz [seconds] [seed], for as long as one likes.
if (args is ["fuzz", .. var numbers])
{
    var given = numbers
        .Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .ToArray();
    if (given.Length > 2 || given.Contains(-1))
    {
        Report.Fault("After 'fuzz' come seconds and a seed, both whole numbers.");
        return 64;
    }

    var seconds = TimeSpan.FromSeconds(given is [var told, ..] ? told : 60);
    return Fuzzing.Run(seconds, given is [_, var seed] ? seed : Random.Shared.Next());
}

// bench.sh [formats|hostile|latency|batch] [embedded|real]; without words, all of it.
string[] suites = ["formats", "hostile", "latency", "batch"];
string[] places = ["embedded", "real"];
if (args.Except([.. suites, .. places]).FirstOrDefault() is { } unknown)
{
    Report.Fault($"'{unknown}' is none of {string.Join(", ", suites)}, {string.Join(", ", places)}.");
    return 64;
}
var isWhole = !Chosen(suites).Contains("formats") || DocumentSuite.Measure();
isWhole &= !Chosen(suites).Contains("hostile") || await HostileSuite.MeasureAsync();
foreach (var place in Chosen(places))
{
    foreach (var suite in Chosen(suites).Except(["formats", "hostile"]))
    {
        await using Deployment house = place == "embedded" ? new EmbeddedDeployment() : new RealDeployment();
        await house.StartAsync(CancellationToken.None);
        await house.SettleAsync(CancellationToken.None);
        await (suite == "latency" ? Latency.MeasureAsync(house, place) : Batch.MeasureAsync(house, place));
    }
}
return isWhole ? 0 : 1;

IEnumerable<string> Chosen(string[] all) => args.Intersect(all) is var named && named.Any() ? named : all;
