using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// Alerts that may go out once it is sure that their articles are: asks Ingest again and again, and takes back what is no
/// news any more before an answer came. What the answers do is <see cref="AlertDesk"/>'s.
/// </summary>
internal sealed class HeldAlerts(
    UnitOfWork work,
    ArticleInquiry inquiry,
    AlertTelling telling,
    TimeProvider time
)
{
    /// <summary>How often Ingest is asked.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // As many at a look; the next look goes on behind them.
    private const int AtOnce = 100;

    // An answer takes some milliseconds: whoever called shall see what became of the alert, not that it was asked for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Peek = TimeSpan.FromMilliseconds(20);
    private Guid _behind;

    /// <summary>True if any waits on.</summary>
    public async Task<bool> LookAsync(CancellationToken ct)
    {
        var isRest = _behind != Guid.Empty;
        var held = await work.ReadAsync(db => NextAsync(db, ct), ct);
        _behind = held.Count == AtOnce ? held[^1].Id : Guid.Empty;
        var now = time.GetUtcNow();
        foreach (var old in held.Where(a => IsOver(a, now)))
        {
            var news = await work.DoAsync(old.ArticleId!.Value, db => EndAsync(db, old.Id, now, ct), ct);
            telling.Tell(old.ArticleId, revision: 0, news);
        }
        foreach (
            var (why, reason) in held.Select(a => (a.HeldFor, inquiry.OverBy(a.HeldFor))).Distinct().ToList()
        )
            if (reason is not null)
                await RenewAsync(why, reason, ct);
        if (inquiry.CanAsk)
            await inquiry.AskAsync(held.Select(a => a.ArticleId!.Value).Distinct(), ct);
        return isRest || held.Count > 0;
    }

    /// <summary>The alert as it stands once there was an answer, or a moment was waited for it.</summary>
    public async Task<Alert> SettledAsync(Alert alert, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (
            alert.IsHeld && alert.HeldFor == ArticleInquiry.Unheard && time.GetElapsedTime(began) < Patience
        )
        {
            await Task.Delay(Peek, time, ct);
            if (await StandingAsync(alert.Id, ct) is not { } now)
                break;
            alert = now;
        }
        return alert;
    }

    // All at once, and no act of theirs: a bus that comes and goes would fill their history.
    private Task<int> RenewAsync(string? why, string reason, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                db.Alerts.Where(a =>
                        a.State == AlertState.Approved && a.HeldSince != null && a.HeldFor == why
                    )
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.HeldFor, reason), ct),
            ct
        );

    // Null while the database is away: what was done is done, and its caller must not hear of a fault.
    private async Task<Alert?> StandingAsync(Guid id, CancellationToken ct)
    {
        try
        {
            return await work.ReadAsync(db => db.Alerts.AsNoTracking().SingleAsync(a => a.Id == id, ct), ct);
        }
        catch (OutageException)
        {
            return null;
        }
    }

    private Task<List<Alert>> NextAsync(NotifierDbContext db, CancellationToken ct) =>
        db
            .Alerts.AsNoTracking()
            .Where(a => a.State == AlertState.Approved && a.HeldSince != null && a.Id > _behind)
            .OrderBy(a => a.Id)
            .Take(AtOnce)
            .ToListAsync(ct);

    private static bool IsOver(Alert alert, DateTimeOffset now) =>
        alert.HeldSince is { } since
        && RetrySchedule.ExpiryOf(DispatchKind.Alert, since, alert.TimeToLive) < now;

    private static async Task<List<AlertNews>> EndAsync(
        NotifierDbContext db,
        Guid id,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var alert = await db.Alerts.SingleAsync(a => a.Id == id, ct);
        if (!IsOver(alert, now))
            return [];
        var why = $"{AlertSchedule.TooLate}: {alert.HeldFor}";
        await db.WithdrawAsync(alert, AlertDeeds.System, why, now, ct);
        return [AlertNews.Raised(alert)];
    }
}
