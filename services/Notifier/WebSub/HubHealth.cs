using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Syndication.Notifier.WebSub;

/// <summary>Late, not broken: says when the house's own subscriber does not hear of changes.</summary>
internal sealed class HubHealth(SelfTestState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            state.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy()
        );
}
