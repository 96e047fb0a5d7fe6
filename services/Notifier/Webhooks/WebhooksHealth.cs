using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>Says which webhooks were disabled within the last days, until somebody looks after them.</summary>
internal sealed class WebhooksHealth(IDbContextFactory<NotifierDbContext> contexts, TimeProvider time)
    : IHealthCheck
{
    private const int MostNamed = 3;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var since = time.GetUtcNow() - Remembered;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var disabled = await db
                .Webhooks.Where(h => h.State == WebhookState.Disabled && h.DisabledAt > since)
                .OrderByDescending(h => h.DisabledAt)
                .Select(h => h.Id)
                .Take(MostNamed + 1)
                .ToListAsync(cancellationToken);
            if (disabled.Count == 0)
                return HealthCheckResult.Healthy();
            var more = disabled.Count > MostNamed ? ", and others" : "";
            return HealthCheckResult.Degraded(
                $"Webhooks are disabled: {string.Join(", ", disabled.Take(MostNamed))}{more}."
            );
        }
        catch (Exception e) when (e is DbException || DatabaseOutage.Is(e))
        {
            // The database's own part says that.
            return HealthCheckResult.Healthy();
        }
    }
}
