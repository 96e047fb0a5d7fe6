using System.Globalization;
using Syndication.Benchmarks;
using Syndication.Benchmarks.Documents;
using Syndication.Benchmarks.Feeds;
using Syndication.Benchmarks.Hub;
using Syndication.Benchmarks.Ingest;
using Syndication.Benchmarks.Latency;
using Syndication.Benchmarks.Push;
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

// Takes minutes and gigabytes, so only where it is asked for.
if (args is ["million"])
    return await IngestSuite.MeasureMillionAsync() ? 0 : 1;

// bench.sh ingest storing|polling|relaying: a part of that suite.
if (args is ["ingest", "storing" or "polling" or "relaying"])
    return await IngestSuite.MeasureAsync(args[1]) ? 0 : 1;

// bench.sh feeds serving|holding: a part of that suite.
if (args is ["feeds", "serving" or "holding"])
    return await FeedsSuite.MeasureAsync(args[1]) ? 0 : 1;

// bench.sh hub: one change to 10,000 callbacks.
if (args is ["hub"])
    return await HubSuite.MeasureAsync() ? 0 : 1;

// bench.sh hub last|stream: from an article to the last of 1,000 callbacks; one alert to 20,000 live readers.
if (args is ["hub", "last"])
    return await LastCallback.MeasureAsync() ? 0 : 1;
if (args is ["hub", "stream"])
    return await StreamSuite.MeasureAsync() ? 0 : 1;
if (args is ["hub", "readers", var port, var readers])
{
    await StreamCrowd.RunAsync(port, readers);
    return 0;
}

// bench.sh push crypto: what a core encrypts.
if (args is ["push", "crypto"])
    return await CryptoSuite.MeasureAsync() ? 0 : 1;

// bench.sh push fan: one alert to 200,000 readers.
if (args is ["push", "fan"])
    return await FanSuite.MeasureAsync() ? 0 : 1;

// bench.sh push due: 200,000 deliveries due at one instant.
if (args is ["push", "due"])
    return await DueSuite.MeasureAsync() ? 0 : 1;

// bench.sh feeds million [articles]|outage: what takes minutes of its own.
if (args is ["feeds", "outage"])
    return await FeedsSuite.MeasureOutageAsync() ? 0 : 1;
if (args is ["feeds", "million"])
    return await FeedsSuite.MeasureMillionAsync() ? 0 : 1;
if (
    args is ["feeds", "million", var many]
    && int.TryParse(many, CultureInfo.InvariantCulture, out var articles)
)
    return await FeedsSuite.MeasureMillionAsync(articles) ? 0 : 1;

// bench.sh [formats|hostile|ingest|feeds|latency|batch] [embedded|real]; without words, all of it.
string[] suites = ["formats", "hostile", "ingest", "feeds", "latency", "batch"];
string[] places = ["embedded", "real"];
if (args.Except([.. suites, .. places]).FirstOrDefault() is { } unknown)
{
    Report.Fault($"'{unknown}' is none of {string.Join(", ", suites)}, {string.Join(", ", places)}.");
    return 64;
}
var isWhole = !Chosen(suites).Contains("formats") || DocumentSuite.Measure();
isWhole &= !Chosen(suites).Contains("hostile") || await HostileSuite.MeasureAsync();
isWhole &= !Chosen(suites).Contains("ingest") || await IngestSuite.MeasureAsync();
isWhole &= !Chosen(suites).Contains("feeds") || await FeedsSuite.MeasureAsync();
foreach (var place in Chosen(places))
{
    foreach (var suite in Chosen(suites).Except(["formats", "hostile", "ingest", "feeds"]))
    {
        await using Deployment house = place == "embedded" ? new EmbeddedDeployment() : new RealDeployment();
        await house.StartAsync(CancellationToken.None);
        await house.SettleAsync(CancellationToken.None);
        if (suite == "latency")
            isWhole &= await LatencySuite.MeasureAsync(house, place);
        else
            await Batch.MeasureAsync(house, place);
    }
}
return isWhole ? 0 : 1;

IEnumerable<string> Chosen(string[] all) => args.Intersect(all) is var named && named.Any() ? named : all;
