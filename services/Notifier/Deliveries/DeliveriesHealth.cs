using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>Late, not broken: says when deliveries wait that nobody takes.</summary>
internal sealed class DeliveriesHealth(IDbContextFactory<NotifierDbContext> contexts, TimeProvider time)
    : IHealthCheck
{
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var now = time.GetUtcNow();
        var before = now - Stuck;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (
                await db.Batches.AnyAsync(
                    b => !b.IsDone && b.CreatedAt < before && (b.LeaseUntil == null || b.LeaseUntil < before),
                    cancellationToken
                )
            )
                return HealthCheckResult.Degraded("Batches of an alert have waited for a minute.");
            return await db.Dispatches.AnyAsync(
                d =>
                    !d.IsDone
                    && !d.IsPlanned
                    && d.CreatedAt < before
                    && (d.LeaseUntil == null || d.LeaseUntil < before),
                cancellationToken
            )
                ? HealthCheckResult.Degraded("An alert that is to go out has waited for a minute.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is DbException || DatabaseOutage.Is(e))
        {
            // The database's own part says that.
            return HealthCheckResult.Healthy();
        }
    }
}
