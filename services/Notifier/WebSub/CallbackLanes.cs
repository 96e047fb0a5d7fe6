using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>Sends errands to their callbacks, host beside host; what is taken up is bounded, whatever callbacks do.</summary>
internal sealed class CallbackLanes(HubGates gates, CallbackPost post, HubLedger ledger, TimeProvider time)
    : IDisposable
{
    /// <summary>Errands in memory.</summary>
    public const int MostTaken = 8192;

    // Calls at once, to all hosts together.
    private const int MostAtOnce = 512;

    // Whoever waited so long behind its own host makes room, and comes again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallbackLane> _lanes = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _room = new(MostTaken);
    private readonly SemaphoreSlim _places = new(MostAtOnce);

    /// <summary>Hosts that something is on its way to.</summary>
    public int Hosts
    {
        get
        {
            lock (_lock)
                return _lanes.Count;
        }
    }

    /// <summary>Waits for room in memory; false where the callback's host has its share of it already.</summary>
    /// <param name="errand">To be sent; what becomes of it the ledger hears.</param>
    /// <param name="ct">Ends the wait, and the sending.</param>
    public async Task<bool> OfferAsync(HubErrand errand, CancellationToken ct)
    {
        await _room.WaitAsync(ct);
        var origin = errand.To.Origin;
        lock (_lock)
        {
            if (!_lanes.TryGetValue(origin, out var lane))
                _lanes[origin] = lane = new();
            if (!lane.Offer(errand))
            {
                _room.Release();
                return false;
            }
        }
        Pump(origin, ct);
        return true;
    }

    public void Dispose()
    {
        _room.Dispose();
        _places.Dispose();
    }

    private void Pump(string origin, CancellationToken ct)
    {
        while (Next(origin) is { } errand)
            _ = RunAsync(errand, ct);
    }

    private HubErrand? Next(string origin)
    {
        lock (_lock)
            return _lanes.GetValueOrDefault(origin)?.Next();
    }

    private async Task RunAsync(HubErrand errand, CancellationToken ct)
    {
        TimeSpan? took = null;
        try
        {
            // Off the thread of whoever offers, and of whoever came to its end.
            await Task.Yield();
            await _places.WaitAsync(ct);
            try
            {
                (var settlement, took) = await TryAsync(errand, ct);
                ledger.Settle(settlement);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Nothing is known of it: it is due again at the next start.
            errand.End();
        }
        finally
        {
            _room.Release();
            Leave(errand.To.Origin, took);
            Pump(errand.To.Origin, ct);
        }
    }

    private void Leave(string origin, TimeSpan? took)
    {
        lock (_lock)
        {
            var lane = _lanes[origin];
            lane.End(took);
            if (lane.IsIdle)
                _lanes.Remove(origin);
        }
    }

    private async Task<(HubSettlement, TimeSpan?)> TryAsync(HubErrand errand, CancellationToken ct)
    {
        if (time.GetUtcNow() - errand.Since > Patience)
            return (Later(errand, Rest), null);
        var call = await gates.CallAsync(
            errand.To.Origin,
            errand.To.Callback,
            question: false,
            () => post.SendAsync(errand, ct),
            outcome => outcome,
            ct
        );
        return call.IsMade
            ? (After(errand, call.Answer), call.Took)
            : (Later(errand, call.ComeBackAfter ?? Rest), null);
    }

    private HubSettlement After(HubErrand errand, DeliveryOutcome outcome)
    {
        var attempts = errand.To.Attempts + 1;
        return outcome.Verdict switch
        {
            DeliveryVerdict.Delivered => new(errand) { Taken = true },
            DeliveryVerdict.Gone => new(errand) { Gone = true },
            _ => new(errand)
            {
                DueAt = time.GetUtcNow() + HubPauses.After(attempts, outcome.RetryAfter, Chance.Draw()),
                Attempts = attempts,
                Fault = outcome.Fault ?? "The callback does not answer.",
            },
        };
    }

    // Not tried, so not counted as a try; spread out, so that not all stand before the host again at once.
    private HubSettlement Later(HubErrand errand, TimeSpan after) =>
        new(errand)
        {
            DueAt = time.GetUtcNow() + (after * (1 + Chance.Draw())),
            Attempts = errand.To.Attempts,
        };
}
