using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// Counts readers' taps in memory and writes them down once a second: after a flash they come by the thousand, and go to the
/// very row that the fan-out counts in.
/// </summary>
internal sealed partial class ClickTally(UnitOfWork work, ILogger<ClickTally> logger) : BackgroundService
{
    /// <summary>Alerts at most whose taps wait; anybody can name one that there is not.</summary>
    public const int MostAlerts = 4096;

    // Where so many wait that nobody knows, the newest alerts are looked up, so that made-up ones do not take their room.
    private const int Crowd = MostAlerts / 2;

    // What a newsroom sends in weeks.
    private const int Newest = 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _known = [];
    private Dictionary<Guid, int> _waiting = [];
    private bool _isAway;

    /// <summary>Alerts whose taps wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>One tap more, if there is such an alert; nothing of who made it.</summary>
    public void Add(Guid alertId)
    {
        lock (_gate)
            Put(alertId, 1);
    }

    /// <summary>Writes down what has come since the last time; what cannot be written now waits.</summary>
    /// <returns>How many taps were written.</returns>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var taps = Take();
        if (taps.Count == 0)
            return 0;
        try
        {
            return await WriteAsync(taps, ct);
        }
        catch
        {
            lock (_gate)
                foreach (var (alertId, count) in taps)
                    Put(alertId, count);
            throw;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever taps has been answered by now: the server stops before.
        await base.StopAsync(cancellationToken);
        await TryAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not the house's clock, which may be set: that something is written has nothing to do with what time it is.
        using var beat = new PeriodicTimer(Pause, TimeProvider.System);
        while (await beat.WaitForNextTickAsync(stoppingToken))
            await TryAsync(stoppingToken);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await WriteAsync(ct);
            _isAway = false;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // They wait for the last word, or it was.
        }
#pragma warning disable CA1031 // whatever it is, later taps are to be counted
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_isAway)
                NotWritten(fault);
            _isAway = true;
        }
    }

    private Dictionary<Guid, int> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    // Alerts that are known to be have their place, however many were made up.
    private void Put(Guid alertId, int count)
    {
        if (_waiting.TryGetValue(alertId, out var before))
            _waiting[alertId] = (int)Math.Min(int.MaxValue, (long)before + count);
        else if (_waiting.Count < MostAlerts || _known.Contains(alertId))
            _waiting[alertId] = count;
    }

    private async Task<int> WriteAsync(Dictionary<Guid, int> taps, CancellationToken ct)
    {
        var written = await work.ReadAsync(
            async db =>
            {
                var asked = taps.Keys.ToList();
                var there = await db
                    .Counts.Where(c => c.Channel == ChannelKind.WebPush && asked.Contains(c.AlertId))
                    .Select(c => c.AlertId)
                    .ToListAsync(ct);
                if (asked.Count >= Crowd)
                    Remember(await NewestAsync(db, ct));
                if (there.Count == 0)
                    return there;
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                // In the order in which the ledger holds them.
                foreach (var alertId in there.Order())
                    await AddAsync(db, alertId, taps[alertId], ct);
                await transaction.CommitAsync(ct);
                return there;
            },
            ct
        );
        Remember(written);
        return written.Sum(id => taps[id]);
    }

    // Ids of alerts grow with time.
    private static Task<List<Guid>> NewestAsync(NotifierDbContext db, CancellationToken ct) =>
        db
            .Counts.Where(c => c.Channel == ChannelKind.WebPush)
            .OrderByDescending(c => c.AlertId)
            .Take(Newest)
            .Select(c => c.AlertId)
            .ToListAsync(ct);

    private static Task<int> AddAsync(NotifierDbContext db, Guid alertId, int taps, CancellationToken ct) =>
        db
            .Counts.Where(c => c.AlertId == alertId && c.Channel == ChannelKind.WebPush)
            // More than a number holds is nobody's reader.
            .Where(c => c.Clicked <= int.MaxValue - taps)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Clicked, c => c.Clicked + taps), ct);

    private void Remember(List<Guid> there)
    {
        lock (_gate)
        {
            if (_known.Count + there.Count > MostAlerts)
                _known.Clear();
            _known.UnionWith(there);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Readers' taps cannot be written down now; they wait")]
    private partial void NotWritten(Exception fault);
}
