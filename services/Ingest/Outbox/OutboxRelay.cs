using System.Collections.Concurrent;
using Syndication.Hosting.Bus;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Tells the bus what was committed, again and again until the bus has taken it. Fresh rows are handed over; what an
/// earlier run, another instance or a refusal left behind is found in the database. Messages are under way side by side,
/// so that a slow one, such as a replay, holds up no other.
/// </summary>
internal sealed partial class OutboxRelay(
    OutboxHandover handover,
    OutboxReader reader,
    OutboxMarker marker,
    IEventPublisher events,
    TimeProvider time,
    ILogger<OutboxRelay> logger
) : BackgroundService
{
    // A broker that writes each message to disk confirms late, and many at once.
    private const int SideBySide = 192;

    // Those that wait behind an earlier message of their article take no place.
    private const int MostInHand = 2048;
    private const int MostFound = 1024;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Younger rows are on their way from hand to hand. While there is something in those hands, a row may lie there until
    // its lease is too short to begin with.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Dropped = OutboxLease.Length - OutboxLease.Margin;

    // A database that is away must not hold up the end: what is not freed is so when its lease ends.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _places = new(SideBySide, SideBySide);
    private readonly SemaphoreSlim _hands = new(MostInHand, MostInHand);

    // Being told, or told and not yet marked as told on disk; since when.
    private readonly ConcurrentDictionary<long, DateTimeOffset> _underWay = new();

    // The last message under way of each article: the next one waits for its end, whatever that is. A refused one holds
    // up no retraction behind it; consumers keep the greatest revision.
    private readonly ConcurrentDictionary<Guid, Task> _lastOf = new();

    private readonly OutboxRests _rests = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewing = RenewAsync(stoppingToken);
        try
        {
            await RelayAsync(stoppingToken);
        }
        finally
        {
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Whatever is under way comes to its end before what it needs is taken down.
            for (var hand = 0; hand < MostInHand; hand++)
                await _hands.WaitAsync(CancellationToken.None);
            await FreeAsync([.. _underWay.Keys]);
        }
    }

    public override void Dispose()
    {
        _places.Dispose();
        _hands.Dispose();
        base.Dispose();
    }

    private async Task RelayAsync(CancellationToken ct)
    {
        var nextLook = time.GetUtcNow();
        var isFirst = true;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (isFirst)
                    await reader.FreeAsync(instance: null, told: [], ct);
                isFirst = false;
                // First what is at hand: a look that fails must not lose it.
                var fresh = events.IsUp ? handover.Take(SideBySide) : [];
                foreach (var message in fresh)
                    await StartAsync(message, ct);
                var found = 0;
                if (events.IsUp && time.GetUtcNow() >= nextLook)
                {
                    found = await TellLeftBehindAsync(ct);
                    nextLook = time.GetUtcNow() + Look;
                }
                if (fresh.Count + found == 0)
                    await RestAsync(ct);
            }
            // Also a cancellation that is not ours: a driver's own time limit must not end this loop.
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                RelayFailed(fault);
                await Task.Delay(Look, time, ct);
            }
        }
    }

    private async Task RestAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // While the bus is down what is handed over must not keep this loop spinning.
        var fresh = events.IsUp ? handover.WaitAsync(either.Token) : Task.Delay(Look, time, either.Token);
        await Task.WhenAny(fresh, Task.Delay(Look, time, either.Token));
        await either.CancelAsync();
    }

    // While a group is told the next one is found: a backlog keeps the bus busy, not the two of them in turn.
    private async Task<int> TellLeftBehindAsync(CancellationToken ct)
    {
        var told = 0;
        var next = FindAsync(ahead: [], ct);
        try
        {
            while (await next is { Count: > 0 } found)
            {
                told += found.Count;
                var isWhole = found.Count == MostFound && events.IsUp;
                next = isWhole ? FindAsync(found, ct) : Task.FromResult<List<UntoldRow>>([]);
                foreach (var row in found)
                {
                    if (Read(row) is { } message)
                        await StartAsync(message, ct);
                }
                // What was committed just now does not wait for the end of a backlog.
                foreach (var message in handover.Take(SideBySide))
                    await StartAsync(message, ct);
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return told;
    }

    private async Task<List<UntoldRow>> FindAsync(List<UntoldRow> ahead, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var underWay = _underWay.Keys.Concat(ahead.Select(row => row.Seq)).ToHashSet();
        var resting = _rests.At(now);
        var dueAgain = resting[false].Where(seq => !underWay.Contains(seq)).ToList();
        var search = new OutboxSearch
        {
            Instance = handover.Instance,
            Now = now,
            Until = DateTimeOffset.FromUnixTimeMilliseconds(
                (now + OutboxLease.Length).ToUnixTimeMilliseconds()
            ),
            MadeBefore = now - (handover.IsEmpty ? LeftBehind : Dropped),
            DueAgain = dueAgain,
            NotNow = [.. resting[true], .. underWay],
        };
        var found = await reader.ClaimAsync(search, MostFound, ct);
        // Due, looked for, and not there: another instance has told it.
        if (found.Count < MostFound)
        {
            foreach (var seq in dueAgain.Except(found.Select(row => row.Seq)))
                _rests.Forget(seq);
        }
        return found;
    }

    // A row that cannot be read, such as one of a later version, waits like one that was refused.
#pragma warning disable CA1031
    private OutboxMessage? Read(UntoldRow row)
    {
        try
        {
            return OutboxMessage.Of(row);
        }
        catch (Exception fault)
        {
            NotTaken(fault, row.Seq, row.Kind.ToString(), _rests.Put(row.Seq));
            return null;
        }
    }
#pragma warning restore CA1031

    private async Task StartAsync(OutboxMessage message, CancellationToken ct)
    {
        if (!_underWay.TryAdd(message.Seq, time.GetUtcNow()))
            return;
        try
        {
            await _hands.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            _underWay.TryRemove(message.Seq, out _);
            throw;
        }
        // It waited too long, here or in memory, and may be another instance's by now; a look finds it if it is not.
        if (message.LeasedUntil - OutboxLease.Margin < time.GetUtcNow())
        {
            _underWay.TryRemove(message.Seq, out _);
            _hands.Release();
            return;
        }
        _ = message.ArticleId is { } id ? TellInOrderAsync(id, message, ct) : TellAsync(message, null, ct);
    }

    private async Task TellInOrderAsync(Guid articleId, OutboxMessage message, CancellationToken ct)
    {
        var telling = TellAsync(message, _lastOf.GetValueOrDefault(articleId), ct);
        _lastOf[articleId] = telling;
        await telling;
        _lastOf.TryRemove(new(articleId, telling));
    }

    // Whatever went wrong, the row stays and is told again: an unknown ending counts as none.
#pragma warning disable CA1031
    private async Task TellAsync(OutboxMessage message, Task? before, CancellationToken ct)
    {
        // Off this loop: what is embedded would do all its work here.
        await Task.Yield();
        if (before is not null)
            await before;
        await _places.WaitAsync(CancellationToken.None);
        try
        {
            if (message.IsOptional)
                await events.TellAsync(message.Message, message.MessageId, ct);
            else
                await events.PublishAsync(message.Message, message.MessageId, ct);
            marker.Mark(message.Seq, WhenMarked);
        }
        catch (Exception fault)
        {
            if (!ct.IsCancellationRequested)
                NotTaken(fault, message.Seq, message.Message.GetType().Name, _rests.Put(message.Seq));
            _underWay.TryRemove(message.Seq, out _);
        }
        finally
        {
            _places.Release();
            _hands.Release();
        }
    }
#pragma warning restore CA1031

    // Told again only after a pause: a disk that takes no marks must not have the bus flooded.
    private void WhenMarked(long seq, bool marked)
    {
        if (marked)
            _rests.Forget(seq);
        else
            _rests.Put(seq);
        _underWay.TryRemove(seq, out _);
    }

    // What is told slowly, such as a replay, stays this instance's own.
    private async Task RenewAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(OutboxLease.Renewal, time);
        while (await timer.WaitForNextTickAsync(ct))
        {
            var now = time.GetUtcNow();
            List<long> slow =
            [
                .. _underWay.Where(u => u.Value < now - OutboxLease.Renewal).Select(u => u.Key),
            ];
            try
            {
                if (slow.Count > 0)
                    await reader.RenewAsync(slow, handover.Instance, now + OutboxLease.Length, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                NotRenewed(fault, slow.Count);
            }
        }
    }

    // Another instance need not wait for the end of leases that nobody uses.
#pragma warning disable CA1031
    private async Task FreeAsync(List<long> told)
    {
        using var patience = new CancellationTokenSource(LongestFarewell);
        try
        {
            await reader.FreeAsync(handover.Instance, told, patience.Token);
        }
        catch (Exception fault)
        {
            NotFreed(fault);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        LogLevel.Warning,
        "The leases of {Count} rows could not be renewed; they may be told twice"
    )]
    private partial void NotRenewed(Exception fault, int count);

    [LoggerMessage(LogLevel.Warning, "Leases could not be given back; they end by themselves")]
    private partial void NotFreed(Exception fault);

    [LoggerMessage(LogLevel.Error, "The outbox could not be relayed; trying again")]
    private partial void RelayFailed(Exception fault);

    [LoggerMessage(
        LogLevel.Warning,
        "Outbox row {Seq} ({Message}) was not taken by the bus, {Failures} times so far"
    )]
    private partial void NotTaken(Exception fault, long seq, string message, int failures);
}
