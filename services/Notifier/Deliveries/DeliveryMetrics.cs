using System.Diagnostics.Metrics;

namespace Syndication.Notifier.Deliveries;

/// <summary>What is measured of deliveries, of all alerts together.</summary>
internal static class DeliveryMetrics
{
    private static readonly Meter Meter = new("Syndication.Notifier");
    private static readonly Counter<long> Settled = Meter.CreateCounter<long>(
        "syndication.deliveries",
        description: "Deliveries by what became of them"
    );
    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>(
        "syndication.deliveries.latency",
        "s",
        "From the event to a push service's acceptance"
    );
    private static readonly Histogram<int> Written = Meter.CreateHistogram<int>(
        "syndication.deliveries.written",
        description: "Deliveries written down by one commit"
    );

    public static void Count(Settlement settlement)
    {
        var state = settlement.Accepted ? RecipientState.Delivered : settlement.State;
        Settled.Add(
            1,
            new("state", state.ToString()),
            new("lane", settlement.Errand.Flash ? "flash" : "bulk")
        );
        if (settlement.Latency is { } latency)
            Latency.Record(latency.TotalSeconds);
    }

    public static void Commit(int count) => Written.Record(count);
}
