using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Deliveries;

/// <summary>How alerts are going out, in numbers.</summary>
internal sealed class DeliveryFigures(UnitOfWork work)
{
    /// <summary>By alert; one that has not begun to go out is not among them.</summary>
    /// <exception cref="Syndication.Hosting.Bus.OutageException">The database is not there, or too busy.</exception>
    public Task<Dictionary<Guid, AlertProgress>> OfAsync(
        IReadOnlyCollection<Guid> alertIds,
        CancellationToken ct
    ) =>
        work.ReadAsync(
            async db =>
            {
                var ids = alertIds.ToList();
                var counts = await db
                    .Counts.AsNoTracking()
                    .Where(c => ids.Contains(c.AlertId))
                    .ToListAsync(ct);
                var planned = await db
                    .Dispatches.Where(d => ids.Contains(d.AlertId) && d.Kind == DispatchKind.Alert)
                    .Select(d => new { d.AlertId, d.IsPlanned })
                    .ToDictionaryAsync(d => d.AlertId, d => d.IsPlanned, ct);
                var open = await OpenAsync(db, ids, ct);
                var retrying = await db
                    .DueDeliveries.Where(d =>
                        ids.Contains(d.AlertId) && d.Kind == DispatchKind.Alert && d.Reason == DueReason.Retry
                    )
                    .GroupBy(d => d.AlertId)
                    .Select(g => new { AlertId = g.Key, Count = g.Count() })
                    .ToDictionaryAsync(g => g.AlertId, g => g.Count, ct);
                return planned.ToDictionary(
                    p => p.Key,
                    p => new AlertProgress
                    {
                        Counts = counts.FindAll(c => c.AlertId == p.Key),
                        IsPlanned = p.Value,
                        Open = open.GetValueOrDefault(p.Key) + retrying.GetValueOrDefault(p.Key),
                    }
                );
            },
            ct
        );

    // Only of what is under way: of everything else nobody waits.
    private static async Task<Dictionary<Guid, int>> OpenAsync(
        NotifierDbContext db,
        List<Guid> ids,
        CancellationToken ct
    )
    {
        var open = new Dictionary<Guid, int>();
        var batches = db
            .Batches.Where(b => ids.Contains(b.AlertId) && b.Kind == DispatchKind.Alert && !b.IsDone)
            .Select(b => new { b.AlertId, b.States });
        await foreach (var batch in batches.AsAsyncEnumerable().WithCancellation(ct))
            open[batch.AlertId] =
                open.GetValueOrDefault(batch.AlertId) + batch.States.Count(RecipientStates.IsOpen);
        return open;
    }
}
