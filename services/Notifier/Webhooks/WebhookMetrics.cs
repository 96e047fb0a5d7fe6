using System.Diagnostics.Metrics;

namespace Syndication.Notifier.Webhooks;

/// <summary>What is measured of webhooks, of all together.</summary>
internal static class WebhookMetrics
{
    private static readonly Meter Meter = new("Syndication.Notifier");
    private static readonly Counter<long> Tries = Meter.CreateCounter<long>(
        "syndication.webhooks.tries",
        description: "Tries to send an event to an endpoint, by what became of it"
    );
    private static readonly Histogram<double> Took = Meter.CreateHistogram<double>(
        "syndication.webhooks.duration",
        "s",
        "From sending an event to the endpoint's answer"
    );
    private static readonly Histogram<double> Latency = Meter.CreateHistogram<double>(
        "syndication.webhooks.latency",
        "s",
        "From an event to its acknowledgement"
    );
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "syndication.webhooks.disabled",
        description: "Webhooks that were disabled for their failures"
    );

    public static void Count(WebhookSettlement settled)
    {
        Tries.Add(1, new KeyValuePair<string, object?>("state", settled.State.ToString()));
        Took.Record(settled.Answer.Took.TotalSeconds);
        if (settled.Answer.IsTaken)
            Latency.Record((settled.Answer.At + settled.Answer.Took - settled.Errand.Event.At).TotalSeconds);
    }

    public static void Disabled() => Ended.Add(1);
}
