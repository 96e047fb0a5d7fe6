using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// Sends what is scheduled at its hour, waiting for the next one and not looking in between more than is needed to hear of
/// other instances' work. Whichever instance comes first sends; the alert's state, held by the transaction, lets no second one.
/// </summary>
internal sealed partial class AlertSchedule(
    UnitOfWork work,
    ScheduleSignal signal,
    ArticleInquiry inquiry,
    HeldAlerts held,
    AlertTelling telling,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<AlertSchedule> logger
) : BackgroundService
{
    // The longest sleep: another instance that was to send may be gone, and clocks jump.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private const int MostAtOnce = 100;

    // A publication that is later than this after its embargo will hardly come: its article was taken back before it was out.
    private static readonly TimeSpan LatePublication = TimeSpan.FromDays(1);

    // One that fails for a reason of its own, or is under embargo still, stands in nobody's way for so long.
    private static readonly TimeSpan Penalty = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Guid, DateTimeOffset> _setAside = [];

    /// <summary>Why an alert was taken back whose hour passed while nobody was running.</summary>
    public const string TooLate = "too late";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var called = signal.Next;
            var wait = Longest;
            await Look.OnceAsync(async ct => wait = await LookAsync(ct), CannotSend, stoppingToken);
            // Behind what is due: a bus that hangs, or an alert that cannot be looked at, keeps none of those waiting.
            var waits = false;
            await Look.OnceAsync(async ct => waits = await held.LookAsync(ct), CannotSend, stoppingToken);
            if (waits && wait > HeldAlerts.Pause)
                wait = HeldAlerts.Pause;
            await WaitAsync(called, wait, stoppingToken);
        }
    }

    private async Task WaitAsync(Task called, TimeSpan wait, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(called, Task.Delay(wait, time, enough.Token));
        await enough.CancelAsync();
    }

    // How long until there is something to do.
    private async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // A clock that was put back keeps nobody waiting longer.
        foreach (var (id, since) in _setAside.ToList())
            if (now - since >= Penalty || since > now)
                _setAside.Remove(id);
        List<Guid> failed = [.. _setAside.Keys];
        var next = await work.ReadAsync(
            db =>
                db.Alerts.AsNoTracking()
                    .Where(a => a.State == AlertState.Scheduled && !failed.Contains(a.Id))
                    .OrderBy(a => a.SendAt)
                    .Take(MostAtOnce)
                    .Select(a => new
                    {
                        a.Id,
                        a.ArticleId,
                        a.SendAt,
                    })
                    .ToListAsync(ct),
            ct
        );
        foreach (var due in next.Where(a => a.SendAt is null || a.SendAt <= now))
            await SendAsync(due.Id, due.ArticleId, ct);
        if (next.FirstOrDefault(a => a.SendAt > now)?.SendAt is not { } at)
            return next.Count == MostAtOnce ? Shortest : Longest;
        var wait = at - time.GetUtcNow();
        return wait < Shortest ? Shortest
            : wait > Longest ? Longest
            : wait;
    }

    private async Task SendAsync(Guid id, Guid? articleId, CancellationToken ct)
    {
        try
        {
            var (news, revision) = await work.DoAsync(articleId ?? id, db => SendAsync(db, id, ct), ct);
            telling.Tell(articleId, revision, news);
        }
#pragma warning disable CA1031 // a fault of this one is no reason to keep the others; where the database is away, none can go
        catch (Exception fault) when (fault is not OutageException && !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _setAside[id] = time.GetUtcNow();
            CannotSendOne(fault, id);
        }
    }

    private async Task<(List<AlertNews> News, int Revision)> SendAsync(
        NotifierDbContext db,
        Guid id,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var alert = await db.Alerts.SingleOrDefaultAsync(a => a.Id == id, ct);
        if (alert is not { State: AlertState.Scheduled } || alert.SendAt > now)
            return ([], 0);
        var known = alert.ArticleId is { } article ? await db.Articles.FindAsync([article], ct) : null;
        var revision = known?.Revision ?? 0;
        if (known?.IsRetracted == true)
            await db.WithdrawAsync(alert, AlertDeeds.System, "the article was retracted", now, ct);
        else if (known?.EmbargoUntil is { } until && now < until + LatePublication)
        {
            // The article's publication lets it out.
            _setAside[id] = now;
            return ([], 0);
        }
        else if (known?.EmbargoUntil is not null)
        {
            // Nothing is let out under an embargo, so to try would only be tried again.
            await db.WithdrawAsync(alert, AlertDeeds.System, TooLate, now, ct);
        }
        else if (
            alert.SendAt is { } at
            && RetrySchedule.ExpiryOf(DispatchKind.Alert, at, alert.TimeToLive) < now
        )
        {
            IsTooLate(alert.Id, at);
            await db.WithdrawAsync(alert, AlertDeeds.System, TooLate, now, ct);
        }
        else
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct, inquiry.DoubtOf);
        return ([AlertNews.Raised(alert)], revision);
    }

    [LoggerMessage(LogLevel.Error, "Alert {AlertId} cannot be sent at its hour; trying again in a minute")]
    private partial void CannotSendOne(Exception fault, Guid alertId);

    [LoggerMessage(LogLevel.Warning, "What is scheduled cannot be looked at or sent; trying again: {Reason}")]
    private partial void CannotSend(string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Alert {AlertId} was to go out at {At}, while nobody was running; it is no news any more and was withdrawn"
    )]
    private partial void IsTooLate(Guid alertId, DateTimeOffset at);
}
