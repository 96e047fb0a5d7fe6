namespace Syndication.Notifier.Deliveries;

/// <summary>
/// The way to one push service: so many calls at once, as fast as it bears, and none while it does not answer. Whoever may
/// not go now hears it soon, and holds nothing up.
/// </summary>
internal sealed class Gate(GateLimits limits, FlashWatch watch, TimeProvider time)
{
    /// <summary>How long anybody waits here at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // While bulk makes room for a flash it moves slowly: sent away, it would only have to be written down.
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Circuit _circuit = new(limits, time);
    private readonly Pace _pace = new(time);
    private readonly Complaints _complaints = new(time);
    private readonly LinkedList<TaskCompletionSource<bool>>[] _waiting =
    [
        [],
        [],
    ];
    private readonly int[] _in = new int[2];
    private int _flashAtPace;
    private (int Ticket, long Since)? _scout;

    /// <summary>Calls under way.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
                return _in[0] + _in[1];
        }
    }

    /// <summary>It is known not to answer.</summary>
    public bool IsShut
    {
        get
        {
            lock (_lock)
                return _circuit.ClosedFor() > TimeSpan.Zero || _pace.Wait() > Patience;
        }
    }

    /// <summary>Nothing is known of it that would be worth keeping.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return IsEmpty && _circuit.IsWell && !_pace.IsSet;
        }
    }

    /// <summary>Nobody is in it or waits at it, and it could be called: what it did before is long ago.</summary>
    public bool IsForgettable
    {
        get
        {
            lock (_lock)
                return IsEmpty && _circuit.ClosedFor() == TimeSpan.Zero && _pace.Wait() == TimeSpan.Zero;
        }
    }

    private bool IsEmpty => _in[0] + _in[1] + _waiting[0].Count + _waiting[1].Count == 0;

    /// <summary>Waits for a place, but not for long.</summary>
    public async ValueTask<GatePass> EnterAsync(bool flash, CancellationToken ct)
    {
        var from = time.GetTimestamp();
        var wait = TimeSpan.Zero;
        while (true)
        {
            TaskCompletionSource<bool> turn;
            lock (_lock)
            {
                if (Look(flash, ref wait) is { } pass)
                    return pass;
                turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (wait == TimeSpan.Zero)
                    _waiting[Lane(flash)].AddLast(turn);
            }
            var left = (!flash && watch.IsOut ? LongPatience : Patience) - time.GetElapsedTime(from);
            if (left <= TimeSpan.Zero || !await TurnAsync(turn, wait, left, flash, ct))
                return new(false, 0, GiveUp(turn, wait, flash));
        }
    }

    /// <summary>The call goes now; until here it waited for something of ours, which says nothing of the push service.</summary>
    public void Sent(int ticket)
    {
        lock (_lock)
            _circuit.Sent(ticket);
    }

    /// <summary>The call is over.</summary>
    /// <param name="ticket">As it was given.</param>
    /// <param name="flash">As when it entered.</param>
    /// <param name="outcome">Null for one that was never made.</param>
    /// <param name="reader">Whose it was.</param>
    public void Leave(int ticket, bool flash, DeliveryOutcome? outcome, long reader = 0)
    {
        lock (_lock)
        {
            _in[Lane(flash)]--;
            _circuit.End(ticket, outcome?.Verdict);
            var wasScout = _scout?.Ticket == ticket;
            if (wasScout)
                _scout = null;
            if (outcome is { Verdict: DeliveryVerdict.Throttled } throttled)
            {
                if (_complaints.IsGeneral(reader) || wasScout)
                    _pace.Slow(throttled.RetryAfter);
            }
            else if (outcome is { Verdict: DeliveryVerdict.Delivered })
            {
                _complaints.Taken();
                _pace.Grow();
            }
            CallNext(1);
            CallNext(0);
        }
    }

    // Null: to be waited for; with a wait of zero for a place, otherwise for the pace.
    private GatePass? Look(bool flash, ref TimeSpan wait)
    {
        StopPacing(wait, flash);
        wait = TimeSpan.Zero;
        if (_circuit.ClosedFor() is { Ticks: > 0 } closed)
            return new(false, 0, closed);
        wait = _pace.Wait();
        if (wait > Patience)
            return new(false, 0, wait);
        if (wait == TimeSpan.Zero && !flash && _flashAtPace > 0)
            wait = _pace.Turn;
        if (wait > TimeSpan.Zero && flash)
            _flashAtPace++;
        if (wait > TimeSpan.Zero || RoomIn(Lane(flash)) <= 0 || !_circuit.HasRoom)
            return null;
        _in[Lane(flash)]++;
        var isScout = _pace.Rests;
        _pace.Take();
        var ticket = _circuit.Begin();
        if (isScout)
            _scout = (ticket, time.GetTimestamp());
        return new(true, ticket, default);
    }

    // False when patience is over.
    private async Task<bool> TurnAsync(
        TaskCompletionSource<bool> turn,
        TimeSpan wait,
        TimeSpan left,
        bool flash,
        CancellationToken ct
    )
    {
        if (wait > TimeSpan.Zero)
        {
            // In whole milliseconds, upwards: what is less would be no wait at all, again and again.
            var until = wait < left ? wait : left;
            return await PacedAsync(
                TimeSpan.FromMilliseconds(Math.Ceiling(until.TotalMilliseconds)),
                flash,
                ct
            );
        }
        try
        {
            await turn.Task.WaitAsync(left, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            GiveUp(turn, wait, flash);
            throw;
        }
    }

    private async Task<bool> PacedAsync(TimeSpan wait, bool flash, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, time, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
                StopPacing(wait, flash);
            throw;
        }
    }

    // A flash that the pace keeps waiting is counted, because the others let it go first.
    private void StopPacing(TimeSpan wait, bool flash)
    {
        if (flash && wait > TimeSpan.Zero)
            _flashAtPace--;
    }

    // Whoever was called and goes away calls the next.
    private TimeSpan GiveUp(TaskCompletionSource<bool> turn, TimeSpan wait, bool flash)
    {
        lock (_lock)
        {
            StopPacing(wait, flash);
            if (!_waiting[Lane(flash)].Remove(turn) && turn.Task.IsCompleted)
                CallNext(Lane(flash));
            var closed = _circuit.ClosedFor();
            return closed > Patience ? closed : Patience;
        }
    }

    private void CallNext(int lane)
    {
        var room = RoomIn(lane);
        // When it has stopped answering, all who wait are told so.
        if (_circuit.ClosedFor() > TimeSpan.Zero)
            room = int.MaxValue;
        for (; room > 0 && _waiting[lane].First is { } next; room--)
        {
            _waiting[lane].RemoveFirst();
            next.Value.TrySetResult(true);
        }
    }

    // After a rest one goes to see, and the others wait for what it is told; but not for one that hangs.
    private int RoomIn(int lane) =>
        _scout is { } scout && time.GetElapsedTime(scout.Since) < Patience
            ? 0
            : limits.Of(lane == 1, _in[1 - lane], watch.IsOut, _circuit.IsProven) - _in[lane];

    private static int Lane(bool flash) => flash ? 1 : 0;
}
