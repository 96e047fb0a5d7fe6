using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Promises;

/// <summary>
/// Looks two minutes after an alert went out whether it is with 90 of 100 readers who were to have it by then, and writes
/// that down beside what people did with the alert.
/// </summary>
internal sealed partial class PromiseJudge(
    UnitOfWork work,
    DeliveryFigures figures,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<PromiseJudge> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    // What went out longer ago was nobody's to judge in time, and nobody's alarm any more.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private const int MostAtOnce = 50;
    private static readonly Meter Meter = new("Syndication.Notifier");
    private static readonly Counter<long> Judged = Meter.CreateCounter<long>(
        "syndication.alerts.promises",
        description: "Alerts by whether 90 % of the readers due had them within two minutes"
    );
    private static readonly Histogram<double> Share = Meter.CreateHistogram<double>(
        "syndication.alerts.promises.share",
        description: "Of the readers due, 0 to 1, how many had an alert within two minutes"
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Look.OnceAsync(LookAsync, CannotJudge, stoppingToken);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var alerts = await work.ReadAsync(db => FindAsync(db, now, ct), ct);
        if (alerts.Count == 0)
            return;
        var progress = await figures.OfAsync(alerts.ConvertAll(a => a.Id), ct);
        foreach (var alert in alerts)
        {
            var verdict = PromiseVerdict.Of(progress.GetValueOrDefault(alert.Id), now - alert.OccurredAt);
            if (await work.DoAsync(alert.ArticleId ?? alert.Id, db => WriteAsync(db, alert, verdict, ct), ct))
                Tell(alert, verdict);
        }
    }

    private static Task<List<Alert>> FindAsync(NotifierDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var (from, to) = (now - Longest, now - PromiseVerdict.Time);
        return AlertQuery
            .Shown(db)
            .Where(a => a.SentAt >= from && a.SentAt <= to && !a.DryRun && a.State != AlertState.Withdrawn)
            // What went out before there were dispatches left no figures to judge by.
            .Where(a => db.Dispatches.Any(d => d.AlertId == a.Id && d.Kind == DispatchKind.Alert))
            .Where(a => !db.Acts.Any(act => act.AlertId == a.Id && act.Act == PromiseVerdict.Act))
            .OrderBy(a => a.SentAt)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }

    // False where another instance has judged.
    private async Task<bool> WriteAsync(
        NotifierDbContext db,
        Alert alert,
        PromiseVerdict verdict,
        CancellationToken ct
    )
    {
        if (await db.Acts.AnyAsync(a => a.AlertId == alert.Id && a.Act == PromiseVerdict.Act, ct))
            return false;
        db.Act(alert, AlertDeeds.System, PromiseVerdict.Act, time.GetUtcNow(), verdict.Words);
        return true;
    }

    private void Tell(Alert alert, PromiseVerdict verdict)
    {
        Judged.Add(1, new KeyValuePair<string, object?>("kept", verdict.IsKept));
        Share.Record(verdict.Share);
        if (verdict.IsKept)
            PromiseKept(alert.Id, verdict.Words);
        else
            PromiseBroken(alert.Id, verdict.Words);
    }

    [LoggerMessage(LogLevel.Information, "Alert {AlertId}, two minutes after going out: {Verdict}")]
    private partial void PromiseKept(Guid alertId, string verdict);

    [LoggerMessage(
        LogLevel.Error,
        "Alert {AlertId}, two minutes after going out: {Verdict}; 90 % were promised"
    )]
    private partial void PromiseBroken(Guid alertId, string verdict);

    [LoggerMessage(
        LogLevel.Warning,
        "Whether alerts were in time cannot be looked at; trying again: {Reason}"
    )]
    private partial void CannotJudge(string reason);
}
