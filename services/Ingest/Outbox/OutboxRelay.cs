using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Bus;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Tells the bus what was committed, again and again until the bus has taken it.</summary>
internal sealed partial class OutboxRelay(
    IDbContextFactory<IngestDbContext> contexts,
    IEventPublisher events,
    WriteQueue writes,
    OutboxSignal signal,
    TimeProvider time,
    ILogger<OutboxRelay> logger
) : BackgroundService
{
    private const int MostAtOnce = 512;
    private const int SideBySide = 32;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // Told, but not yet marked as told on disk.
    private readonly ConcurrentDictionary<long, bool> _told = new();

    // Refused by the bus: when to try again. A fault of one row must not hold up the others.
    private readonly ConcurrentDictionary<long, (int Failures, DateTimeOffset NotBefore)> _resting = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var moved = 0;
            try
            {
                moved = await RelayAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                RelayFailed(fault);
            }
            if (moved == 0)
                await RestAsync(stoppingToken);
        }
    }

    // Woken by a commit; looks by itself now and then for what another instance left behind or a pause is over for.
    private async Task RestAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(signal.WaitAsync(either.Token), Task.Delay(Look, time, either.Token));
        await either.CancelAsync();
    }

    private async Task<int> RelayAsync(CancellationToken ct)
    {
        if (!events.IsUp)
            return 0;
        var due = await DueAsync(ct);
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

    private async Task<List<OutboxMessage>> DueAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var resting = _resting.Where(r => r.Value.NotBefore > now).Select(r => r.Key).ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows =
            from row in db.Outbox.AsNoTracking()
            where row.SentAt == null
            orderby row.Seq
            join revision in db.Revisions
                on new { row.ArticleId, row.Revision } equals new
                {
                    ArticleId = (Guid?)revision.ArticleId,
                    Revision = (int?)revision.Revision,
                }
                into revisions
            from revision in revisions.DefaultIfEmpty()
            select new OutboxMessage(row.Seq, row.MessageId, row.Kind, row.Body ?? revision!.Document);
        var due = await rows.Take(MostAtOnce + _told.Count + resting.Count).ToListAsync(ct);
        due.RemoveAll(m => _told.ContainsKey(m.Seq) || resting.Contains(m.Seq));
        return due;
    }

    // Whatever went wrong, the row stays and is told again: an unknown ending counts as none.
#pragma warning disable CA1031
    private async Task<bool> TellAsync(OutboxMessage message, CancellationToken ct)
    {
        try
        {
            await events.PublishAsync(message.ToContract(), message.MessageId, ct);
            _told[message.Seq] = true;
            _resting.TryRemove(message.Seq, out _);
            return true;
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            var failures = _resting.GetValueOrDefault(message.Seq).Failures + 1;
            var pause = Math.Min(Math.Pow(2, failures) / 8, LongestPause.TotalSeconds);
            _resting[message.Seq] = (failures, time.GetUtcNow() + TimeSpan.FromSeconds(pause));
            NotTaken(fault, message.Seq, message.Kind, failures);
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
        "Outbox row {Seq} ({Kind}) was not taken by the bus, {Failures} times so far"
    )]
    private partial void NotTaken(Exception fault, long seq, OutboxKind kind, int failures);
}
