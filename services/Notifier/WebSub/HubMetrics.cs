using System.Diagnostics.Metrics;

namespace Syndication.Notifier.WebSub;

/// <summary>What is measured of the hub, of all its topics together.</summary>
internal static class HubMetrics
{
    private static readonly Meter Meter = new("Syndication.Notifier");
    private static readonly Counter<long> Settled = Meter.CreateCounter<long>(
        "syndication.hub.distributions",
        description: "Distributions by what became of them"
    );
    private static readonly Gauge<int> Delivers = Meter.CreateGauge<int>(
        "syndication.hub.self_test",
        description: "1 while the hub's own subscriber hears of changes, else 0"
    );

    public static void Count(HubSettlement settlement) =>
        Settled.Add(
            1,
            new KeyValuePair<string, object?>(
                "state",
                settlement switch
                {
                    { Taken: true } => "taken",
                    { Gone: true } => "gone",
                    { Fault: null } => "later",
                    _ => "failed",
                }
            )
        );

    public static void SelfTest(bool isWell) => Delivers.Record(isWell ? 1 : 0);
}
