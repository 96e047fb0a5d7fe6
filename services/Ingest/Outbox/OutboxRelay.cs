using System.Collections.Concurrent;
using Syndication.Hosting.Bus;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Tells the bus what was committed, again and again until the bus has taken it. Fresh rows are handed over; what an
/// earlier run, another instance or a refusal left behind is found in the database.
/// </summary>
internal sealed partial class OutboxRelay(
    OutboxHandover handover,
    OutboxReader reader,
    IEventPublisher events,
    WriteQueue writes,
    TimeProvider time,
    ILogger<OutboxRelay> logger
) : BackgroundService
{
    private const int MostAtOnce = 512;
    private const int SideBySide = 32;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // Younger rows are on their way from hand to hand, here or in another instance.
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(3);

    // Told, but not yet marked as told on disk.
    private readonly ConcurrentDictionary<long, bool> _told = new();

    // Refused by the bus: when to try again. A fault of one row must not hold up the others.
    private readonly ConcurrentDictionary<long, (int Failures, DateTimeOffset NotBefore)> _resting = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextLook = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var moved = events.IsUp ? await RelayAsync(handover.Take(MostAtOnce), stoppingToken) : 0;
                if (moved == 0)
                    await RestAsync(stoppingToken);
                if (time.GetUtcNow() < nextLook || !events.IsUp)
                    continue;
                // A full handful means that more is waiting.
                if (await RelayAsync(await LeftBehindAsync(stoppingToken), stoppingToken) < MostAtOnce)
                    nextLook = time.GetUtcNow() + Look;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                RelayFailed(fault);
                await Task.Delay(Look, time, stoppingToken);
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

    private async Task<int> RelayAsync(List<OutboxMessage> due, CancellationToken ct)
    {
        var sent = new ConcurrentBag<long>();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct },
            async (message, token) =>
            {
                if (await TellAsync(message, token))
                    sent.Add(message.Seq);
            }
        );
        if (!sent.IsEmpty)
            await MarkAsync([.. sent], ct);
        return sent.Count;
    }

    private async Task<List<OutboxMessage>> LeftBehindAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var resting = _resting.ToLookup(r => r.Value.NotBefore > now, r => r.Key);
        var waiting = resting[true].ToHashSet();
        var count = MostAtOnce + _told.Count + waiting.Count;
        var found = await reader.UntoldAsync(now - LeftBehind, [.. resting[false]], count, ct);
        found.RemoveAll(m => _told.ContainsKey(m.Seq) || waiting.Contains(m.Seq));
        return found;
    }

    // Whatever went wrong, the row stays and is told again: an unknown ending counts as none.
#pragma warning disable CA1031
    private async Task<bool> TellAsync(OutboxMessage message, CancellationToken ct)
    {
        try
        {
            await events.PublishAsync(message.Message, message.MessageId, ct);
            _told[message.Seq] = true;
            _resting.TryRemove(message.Seq, out _);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            var failures = _resting.GetValueOrDefault(message.Seq).Failures + 1;
            var pause = Math.Min(Math.Pow(2, failures) / 8, LongestPause.TotalSeconds);
            _resting[message.Seq] = (failures, time.GetUtcNow() + TimeSpan.FromSeconds(pause));
            NotTaken(fault, message.Seq, message.Message.GetType().Name, failures);
            return false;
        }
    }
#pragma warning restore CA1031

    // Shares a flush with the next articles instead of asking for one of its own.
    private async Task MarkAsync(List<long> sent, CancellationToken ct)
    {
        var mark = new MarkSent(sent);
        await writes.EnqueueAsync(mark, ct);
        _ = ForgetAsync(mark, sent);
    }

    private async Task ForgetAsync(MarkSent mark, List<long> sent)
    {
        await mark.Done.ContinueWith(_ => { }, TaskScheduler.Default);
        foreach (var seq in sent)
            _told.TryRemove(seq, out _);
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be relayed; trying again")]
    private partial void RelayFailed(Exception fault);

    [LoggerMessage(
        LogLevel.Warning,
        "Outbox row {Seq} ({Message}) was not taken by the bus, {Failures} times so far"
    )]
    private partial void NotTaken(Exception fault, long seq, string message, int failures);
}
