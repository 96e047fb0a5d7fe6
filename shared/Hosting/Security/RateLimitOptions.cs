using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Syndication.Hosting.Security;

/// <summary>Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions : IValidatableObject
{
    /// <summary>False for load tests.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Calls a second that one API key may make in the long run. A newsroom makes a few; a CMS that sends its archive one
    /// by one makes some hundreds, and has <c>batch</c>.
    /// </summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; init; } = 200;

    /// <summary>Calls at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 400;

    /// <summary>
    /// Public calls a minute from one address (of IPv6, one /64) in the long run. Whole towns come from one address where
    /// carriers share them.
    /// </summary>
    [Range(1, 1_000_000)]
    public int CallerPerMinute { get; init; } = 120;

    /// <summary>Public calls at once from one address after a pause.</summary>
    [Range(1, 1_000_000)]
    public int CallerBurst { get; init; } = 60;

    /// <summary>Taps a minute from one address in the long run, counted apart from other public calls.</summary>
    [Range(1, 1_000_000)]
    public int TapsPerMinute { get; init; } = 6000;

    /// <summary>Taps at once from one address after a pause: a town that opens the same alert.</summary>
    [Range(1, 1_000_000)]
    public int TapBurst { get; init; } = 3000;

    /// <summary>Requests to the hub a minute from one address in the long run, counted apart from other public calls.</summary>
    [Range(1, 1_000_000)]
    public int HubPerMinute { get; init; } = 600;

    /// <summary>Requests to the hub at once from one address after a pause: an aggregator that takes over our feeds.</summary>
    [Range(1, 1_000_000)]
    public int HubBurst { get; init; } = 1500;

    /// <summary>
    /// Networks of the proxies whose <c>X-Forwarded-For</c> is believed, such as <c>10.0.0.0/24</c>. Unset, this machine's
    /// own: a gateway beside the service. Whoever else sends that header is taken for what it is.
    /// </summary>
    public IReadOnlyList<string>? TrustedProxies { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < (TrustedProxies?.Count ?? 0); i++)
            if (!IPNetwork.TryParse(TrustedProxies![i], out _))
                yield return new(
                    "no network: an address, a slash and the length of its prefix.",
                    [$"{nameof(TrustedProxies)}:{i}"]
                );
    }
}
