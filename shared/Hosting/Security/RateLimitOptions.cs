using System.ComponentModel.DataAnnotations;

namespace Syndication.Hosting.Security;

/// <summary>Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
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
}
