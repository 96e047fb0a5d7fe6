using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>The planning of one dispatch by this instance, page by page, each a transaction.</summary>
internal sealed class Plan(NotifierDbContext db, Dispatch dispatch, FlashWatch watch, TimeProvider time)
{
    public const int BatchSize = 500;

    // The first batch is on its way while the next ones are looked for; a page may not take longer than a lease.
    private const int MostBatches = 16;
    public static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(15);

    // Of each page, for the sake of a flash; shorter than a lease, and never for good.
    private static readonly TimeSpan Yield = TimeSpan.FromSeconds(5);

    private long _cursor;
    private bool _isProbe;
    private DateTimeOffset _lease;

    /// <summary>Makes batches, each told of when it is on disk.</summary>
    public async IAsyncEnumerable<Batch> MakeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (!await ClaimAsync(ct))
            yield break;
        var source =
            dispatch.Kind == DispatchKind.Alert ? null : await EarlierBatches.FindAsync(db, dispatch, ct);
        for (var pages = 1; ; pages = Math.Min(MostBatches, pages * 2))
        {
            if (!dispatch.Flash)
                await watch.OverAsync(Yield, ct);
            var page = source is null
                ? await AudienceAsync(pages, ct)
                : await source.NextAsync(_cursor, pages, ct);
            if (await SaveAsync(page, ct) is not { } batches)
                yield break;
            foreach (var batch in batches)
                yield return batch;
            if (page.IsLast)
                yield break;
        }
    }

    private async Task<bool> ClaimAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        _lease = LeaseFrom(now);
        var claimed = await db
            .Dispatches.Where(d =>
                d.Id == dispatch.Id && !d.IsPlanned && (d.LeaseUntil == null || d.LeaseUntil < now)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, _lease), ct);
        if (claimed == 0)
            return false;
        _cursor = await db.Dispatches.Where(d => d.Id == dispatch.Id).Select(d => d.Cursor).SingleAsync(ct);
        return true;
    }

    private async Task<PlanPage> AudienceAsync(int pages, CancellationToken ct)
    {
        var alert = await db.Alerts.AsNoTracking().SingleAsync(a => a.Id == dispatch.AlertId, ct);
        if (alert.State == AlertState.Withdrawn)
            return new([], _cursor, IsLast: true);
        var most = pages * BatchSize;
        var found = await Recipients(alert)
            .Where(s => s.Seq > _cursor)
            .OrderBy(s => s.Seq)
            .Select(s => s.Seq)
            .Take(most)
            .ToListAsync(ct);
        return new(found, found.Count > 0 ? found[^1] : _cursor, IsLast: found.Count < most);
    }

    private IQueryable<Subscription> Recipients(Alert alert)
    {
        _isProbe = alert.IsProbe;
        return _isProbe
            ? db.Subscriptions.Where(s => s.Channel == ChannelKind.Probe)
            : Audience.Of(db, alert);
    }

    // Null when another has the lease: it plans the same page.
    private async Task<List<Batch>?> SaveAsync(PlanPage page, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var next = LeaseFrom(now);
        var batches = page.Recipients.Chunk(BatchSize).Select(r => Batch.Of(dispatch, r, now)).ToList();
        await using var transaction =
            db.Database.CurrentTransaction ?? await db.Database.BeginTransactionAsync(ct);
        var mine = await db
            .Dispatches.Where(d => d.Id == dispatch.Id && d.Cursor == _cursor && d.LeaseUntil == _lease)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(d => d.Cursor, page.Cursor)
                        .SetProperty(d => d.IsPlanned, page.IsLast)
                        .SetProperty(d => d.LeaseUntil, page.IsLast ? null : next),
                ct
            );
        if (mine == 0)
            return null;
        db.Batches.AddRange(batches);
        await db.SaveChangesAsync(ct);
        if (dispatch.Kind == DispatchKind.Alert && page.Recipients.Count > 0 && !_isProbe)
            await CountAsync(page.Recipients.Count, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        (_cursor, _lease) = (page.Cursor, next);
        return batches;
    }

    private Task<int> CountAsync(int recipients, CancellationToken ct)
    {
        var channel = (int)ChannelKind.WebPush;
        byte[] none = [];
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Counts" ("AlertId", "Channel", "Recipients", "Delivered", "Failed", "Deferred", "Capped",
                "Expired", "Gone", "Clicked", "Latencies")
            VALUES ({dispatch.AlertId}, {channel}, {recipients}, 0, 0, 0, 0, 0, 0, 0, {none})
            ON CONFLICT ("AlertId", "Channel")
            DO UPDATE SET "Recipients" = "Counts"."Recipients" + excluded."Recipients"
            """,
            ct
        );
    }

    // Kept in whole milliseconds, so that it is known again.
    private static DateTimeOffset LeaseFrom(DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeMilliseconds((now + LeaseLength).ToUnixTimeMilliseconds());
}
