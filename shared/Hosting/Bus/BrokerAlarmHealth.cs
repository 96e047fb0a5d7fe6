using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Syndication.Hosting.Bus;

/// <summary>Late, not broken: articles are still taken, and what is to be told waits.</summary>
internal sealed class BrokerAlarmHealth(BrokerAlarm alarm) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            alarm.Reason is { } reason
                ? HealthCheckResult.Degraded($"RabbitMQ takes no messages: {reason}.")
                : HealthCheckResult.Healthy()
        );
}
