namespace Syndication.Notifier.Deliveries;

/// <summary>The places of two lanes, given to whoever has waited longest in each.</summary>
/// <param name="limits">How many.</param>
/// <param name="watch">Says when bulk makes room.</param>
/// <param name="time">For how long somebody waits.</param>
internal sealed class Places(LaneLimits limits, FlashWatch watch, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly int[] _in = new int[2];
    private readonly LinkedList<TaskCompletionSource>[] _waiting =
    [
        [],
        [],
    ];

    /// <summary>Takes one; false where none is free in time.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended the wait.</exception>
    public async Task<bool> TakeAsync(bool flash, TimeSpan patience, CancellationToken ct)
    {
        var lane = LaneOf(flash);
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_waiting[lane].Count == 0 && HasRoom(lane))
            {
                _in[lane]++;
                return true;
            }
            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[lane].AddLast(turn);
        }
        try
        {
            await turn.Task.WaitAsync(patience, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return WasGiven(lane, turn);
        }
        catch (OperationCanceledException)
        {
            if (WasGiven(lane, turn))
                Give(flash);
            throw;
        }
    }

    /// <summary>Gives one back.</summary>
    public void Give(bool flash)
    {
        lock (_lock)
        {
            _in[LaneOf(flash)]--;
            // What one lane leaves the other may have; flash first.
            Call(1);
            Call(0);
        }
    }

    // Whoever goes away in the very moment in which it is called has its place.
    private bool WasGiven(int lane, TaskCompletionSource turn)
    {
        lock (_lock)
            return !_waiting[lane].Remove(turn);
    }

    private void Call(int lane)
    {
        while (_waiting[lane].First is { } next && HasRoom(lane))
        {
            _waiting[lane].RemoveFirst();
            _in[lane]++;
            next.Value.TrySetResult();
        }
    }

    // Of either lane one always may: whoever waits is called when somebody leaves.
    private bool HasRoom(int lane) => _in[lane] < limits.Of(lane == 1, _in[1 - lane], watch.IsOut);

    private static int LaneOf(bool flash) => flash ? 1 : 0;
}
