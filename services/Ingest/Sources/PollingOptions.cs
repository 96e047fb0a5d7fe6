using System.ComponentModel.DataAnnotations;

namespace Syndication.Ingest.Sources;

/// <summary>Section <c>Polling</c>.</summary>
public sealed class PollingOptions
{
    /// <summary><c>false</c> leaves the polling to other instances.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Sources polled side by side.</summary>
    [Range(1, 1000)]
    public int AtOnce { get; init; } = 64;

    /// <summary>Between two calls to one host.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HostPause { get; init; } = TimeSpan.FromSeconds(1);
}
