using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Promises;

/// <summary>Says when alerts do not go out, or the last one within the hour came too late to too many.</summary>
internal sealed class AlertsHealth(
    IDbContextFactory<NotifierDbContext> contexts,
    ProbeState probe,
    TimeProvider time
) : IHealthCheck
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    // Acts have no index by what they are; verdicts are among the newest of them.
    private const int Newest = 500;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        if (probe.Fault is { } fault)
            return HealthCheckResult.Degraded(fault);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var since = time.GetUtcNow() - Remembered;
            var newest = await db.Acts.MaxAsync(a => (long?)a.Id, cancellationToken) ?? 0;
            var last = await db
                .Acts.Where(a => a.Id > newest - Newest && a.Act == PromiseVerdict.Act && a.At >= since)
                .OrderByDescending(a => a.Id)
                .FirstOrDefaultAsync(cancellationToken);
            return last?.Detail?.StartsWith(PromiseVerdict.Broken, StringComparison.Ordinal) == true
                ? HealthCheckResult.Degraded(
                    $"Alert {last.AlertId} was late: two minutes after it went out, {last.Detail}."
                )
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is DbException || DatabaseOutage.Is(e))
        {
            // The database's own part says that.
            return HealthCheckResult.Healthy();
        }
    }
}
