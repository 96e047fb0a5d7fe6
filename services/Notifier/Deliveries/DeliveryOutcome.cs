using System.Runtime.InteropServices;

namespace Syndication.Notifier.Deliveries;

/// <summary>How one attempt ended.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="RetryAfter">How long the push service wants to be left alone; null where it does not say.</param>
/// <param name="Fault">Why it was not accepted, in words without the endpoint's path; null where it was.</param>
/// <param name="IsOurs">It would have failed with any reader: our key, our clock, our words.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryOutcome(
    DeliveryVerdict Verdict,
    TimeSpan? RetryAfter = null,
    string? Fault = null,
    bool IsOurs = false
)
{
    public static DeliveryOutcome Delivered => new(DeliveryVerdict.Delivered);
}
