using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary>Alerts as the newsroom sees them, with how they go out.</summary>
internal sealed class AlertReading(UnitOfWork work, DeliveryFigures figures)
{
    /// <exception cref="Syndication.Hosting.Bus.OutageException">The database is not there, or too busy.</exception>
    public async Task<AlertPage> ListAsync(AlertQuery query, CancellationToken ct)
    {
        var (alerts, next) = await work.ReadAsync(db => query.RunAsync(db, ct), ct);
        var progress = await figures.OfAsync(alerts.ConvertAll(a => a.Id), ct);
        return new(alerts.ConvertAll(a => AlertView.Of(a, progress.GetValueOrDefault(a.Id))), next);
    }

    /// <summary>Null for none.</summary>
    /// <exception cref="Syndication.Hosting.Bus.OutageException">The database is not there, or too busy.</exception>
    public async Task<AlertView?> FindAsync(Guid id, CancellationToken ct)
    {
        var (alert, acts) = await work.ReadAsync(
            async db =>
                (
                    await AlertQuery.Shown(db).SingleOrDefaultAsync(a => a.Id == id, ct),
                    await db
                        .Acts.AsNoTracking()
                        .Where(a => a.AlertId == id)
                        .OrderBy(a => a.Id)
                        .ToListAsync(ct)
                ),
            ct
        );
        if (alert is null)
            return null;
        var progress = await figures.OfAsync([id], ct);
        return AlertView.Of(alert, progress.GetValueOrDefault(id), acts);
    }

    public static ProblemHttpResult NoSuchAlert(Guid id) =>
        TypedResults.Problem($"There is no alert {id}.", statusCode: StatusCodes.Status404NotFound);
}
