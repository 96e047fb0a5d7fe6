using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>
/// Has due sources polled, so many side by side. They are claimed in groups ahead of their turn, so that ten thousand do not
/// cost as many claims.
/// </summary>
internal sealed partial class SourceClock(
    PollClaims claims,
    SourcePoller poller,
    PollBell bell,
    IOptions<PollingOptions> options,
    TimeProvider time,
    ILogger<SourceClock> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(5);

    private readonly int _atOnce = options.Value.AtOnce;
    private readonly Channel<SourceRow> _claimed = Channel.CreateUnbounded<SourceRow>();
    private readonly ConcurrentDictionary<Guid, SourceRow> _open = [];
    private volatile bool _moreDue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        var workers = Enumerable.Range(0, _atOnce).Select(_ => WorkAsync(stoppingToken)).ToList();
        while (!stoppingToken.IsCancellationRequested)
        {
            await ClaimAsync(stoppingToken);
            await WaitAsync(stoppingToken);
        }
        _claimed.Writer.Complete();
        await Task.WhenAll(workers);
        await GiveBackAsync();
    }

    private async Task ClaimAsync(CancellationToken ct)
    {
        try
        {
            var room = (2 * _atOnce) - _claimed.Reader.Count;
            if (room <= 0)
                return;
            var taken = await claims.TakeAsync(room, ct);
            _moreDue = taken.Count == room;
            foreach (var source in taken)
            {
                _open[source.Id] = source;
                _claimed.Writer.TryWrite(source);
            }
        }
        // Whatever it is, the next look may do better; an end of this loop would end the process.
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            ClaimFailed(fault);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var tick = new CancellationTokenSource(Look, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, ct);
        await bell.HeardAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        await foreach (var source in _claimed.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (_moreDue && _claimed.Reader.Count < _atOnce)
                bell.Ring();
            // One that has waited too long for its turn would outlive its lease.
            if (ct.IsCancellationRequested || source.LeasedUntil - time.GetUtcNow() < SourcePoller.Longest)
                continue;
            try
            {
                await poller.PollAsync(source, ct);
                _open.TryRemove(source.Id, out _);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // The process ends; the lease is given back.
            }
            catch (Exception fault) when (!ct.IsCancellationRequested)
            {
                PollFailed(fault, source.Id);
            }
        }
    }

    // Another instance need not wait for the leases of one that has gone in order.
    private async Task GiveBackAsync()
    {
        using var limit = new CancellationTokenSource(LastWord);
        try
        {
            if (!_open.IsEmpty)
                await claims.GiveBackAsync([.. _open.Values], limit.Token);
        }
#pragma warning disable CA1031 // the leases end by themselves
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotGivenBack(fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Due sources could not be claimed; trying again")]
    private partial void ClaimFailed(Exception fault);

    [LoggerMessage(
        LogLevel.Error,
        "The poll of source {Source} broke; it is tried again when its lease is over"
    )]
    private partial void PollFailed(Exception fault, Guid source);

    [LoggerMessage(LogLevel.Warning, "Leases could not be given back; they end by themselves")]
    private partial void NotGivenBack(Exception fault);
}
