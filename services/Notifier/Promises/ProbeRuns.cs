using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Promises;

/// <summary>
/// Sends the house an alert of its own every minute, on the flash lane, where nothing waits behind a great fan-out, and looks
/// whether it arrives. Of several instances one makes each; all look.
/// </summary>
internal sealed partial class ProbeRuns(
    UnitOfWork work,
    DispatchSignal signal,
    ProbeState state,
    IOptions<AlertOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ProbeRuns> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly Meter Meter = new("Syndication.Notifier");
    private static readonly Histogram<double> Took = Meter.CreateHistogram<double>(
        "syndication.alerts.probe",
        "s",
        "From the making of the house's own alert to its arrival"
    );

    private readonly TimeSpan _interval = options.Value.ProbeInterval;
    private DateTimeOffset _nextAt;
    private DateTimeOffset _trimAt;
    private Guid? _awaited;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_interval <= TimeSpan.Zero)
            return;
        await lifetime.StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        string? reason = null;
        try
        {
            await LookOnceAsync(ct);
        }
#pragma warning disable CA1031 // that is what is looked for; it may be over at the next look
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            reason = e.Message;
        }
        if (state.Missing(time.GetUtcNow(), reason))
            Broken(state.Fault);
    }

    private async Task LookOnceAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // A clock that was put back does not stop it.
        if (now >= _nextAt || _nextAt > now + _interval)
        {
            state.Started(now);
            _awaited = await work.DoAsync(Guid.NewGuid(), db => StartAsync(db, now, ct), ct);
            // Behind it: one that could not be made is made at the next look.
            _nextAt = now + _interval;
            signal.Wake();
        }
        if (_awaited is { } id && await ArrivedAsync(id, ct))
        {
            _awaited = null;
            if (state.Arrived())
                Healed();
        }
        if (now < _trimAt)
            return;
        await work.ReadAsync(db => TrimAsync(db, now - Kept, ct), ct);
        _trimAt = now + Kept;
    }

    private async Task<Guid> StartAsync(NotifierDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var number = now.UtcTicks / _interval.Ticks;
        var key = string.Create(CultureInfo.InvariantCulture, $"{AlertKeys.Probe}{number}");
        if (await db.Alerts.SingleOrDefaultAsync(a => a.Key == key, ct) is { } others)
            return others.Id;
        var house = await db.Subscriptions.FirstOrDefaultAsync(s => s.Channel == ChannelKind.Probe, ct);
        if (house is null)
            db.Subscriptions.Add(ProbeKeys.NewReader(now));
        else
            // The house never stops following itself, whatever became of its alerts before.
            (house.State, house.Reason, house.FailingSince) = (SubscriptionState.Active, null, null);
        var alert = new Alert
        {
            Id = Guid.CreateVersion7(now),
            Level = BreakingLevel.Flash,
            Title = "এই সতর্কবার্তা কেবল আমাদের নিজেদের জন্য",
            Body = "It proves that alerts go out.",
            Topics = [],
            Language = "bn",
            Key = key,
            TimeToLive = (int)ProbeState.Patience.TotalSeconds,
            OccurredAt = now,
            CreatedAt = now,
        };
        alert.Approve();
        alert.Send(now, byHand: false);
        db.Alerts.Add(alert);
        db.Dispatches.Add(Dispatch.Of(alert, DispatchKind.Alert, now));
        return alert.Id;
    }

    private async Task<bool> ArrivedAsync(Guid id, CancellationToken ct)
    {
        var states = await work.ReadAsync(
            db => db.Batches.Where(b => b.AlertId == id).Select(b => b.States).ToListAsync(ct),
            ct
        );
        return states.Exists(s => s.Any(one => RecipientStates.Of(one) == RecipientState.Delivered));
    }

    private static async Task<int> TrimAsync(
        NotifierDbContext db,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        var old = await db
            .Alerts.Where(a => a.Key != null && EF.Functions.Like(a.Key, AlertKeys.Probes))
            .Where(a => a.CreatedAt < before)
            .Select(a => a.Id)
            .ToListAsync(ct);
        await db.DueDeliveries.Where(d => old.Contains(d.AlertId)).ExecuteDeleteAsync(ct);
        await db.Batches.Where(b => old.Contains(b.AlertId)).ExecuteDeleteAsync(ct);
        await db.Dispatches.Where(d => old.Contains(d.AlertId)).ExecuteDeleteAsync(ct);
        return await db.Alerts.Where(a => old.Contains(a.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Notes how long one took.</summary>
    public static void Note(TimeSpan took) => Took.Record(took.TotalSeconds);

    [LoggerMessage(LogLevel.Error, "{Fault}. Nothing more is said until it is over")]
    private partial void Broken(string? fault);

    [LoggerMessage(LogLevel.Warning, "Alerts go out again: the house's own has arrived")]
    private partial void Healed();
}
