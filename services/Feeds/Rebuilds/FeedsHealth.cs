using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Rebuilds;

/// <summary>Ready once the projection is whole; while the store is away, last good bytes are late, not broken.</summary>
internal sealed class FeedsHealth(StoreView view, FeedDesk desk, MemoryAlarm memory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            view.Standing switch
            {
                Standing.Serving when memory.Complaint is { } complaint => HealthCheckResult.Degraded(
                    complaint
                ),
                Standing.Serving => HealthCheckResult.Healthy(),
                Standing.Rebuilding => HealthCheckResult.Unhealthy("The projection is being rebuilt."),
                Standing.Restored => HealthCheckResult.Degraded(
                    "The store came back with its file, and is being rebuilt."
                ),
                Standing.Down when (view.ConfirmedAt ?? desk.KeptSince) is not null =>
                    HealthCheckResult.Degraded("The store does not answer; feeds are served as last known."),
                Standing.Down => HealthCheckResult.Unhealthy("The store does not answer."),
                _ => HealthCheckResult.Unhealthy("The store has not been looked at yet."),
            }
        );
}
