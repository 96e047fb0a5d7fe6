namespace Syndication.Notifier.WebSub;

/// <summary>Errands of a topic of which it is not yet on disk what became of them: nobody is to be sent two at once.</summary>
internal sealed class Underway
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _versions = [];
    private (int Left, TaskCompletionSource Eased)? _wait;

    public int Count
    {
        get
        {
            lock (_lock)
                return _versions.Count;
        }
    }

    /// <summary>False where its subscriber is being sent something already.</summary>
    public bool Begin(HubErrand errand)
    {
        lock (_lock)
            if (!_versions.TryAdd(errand.To.Seq, errand.What.Version))
                return false;
        errand.Ended = End;
        return true;
    }

    /// <summary>What its subscriber is being sent is an older version; or it was, until now.</summary>
    public bool IsOlder(HubErrand errand)
    {
        lock (_lock)
            return !_versions.TryGetValue(errand.To.Seq, out var version) || version < errand.What.Version;
    }

    /// <summary>Waits until a share of them has come to its end, or a while.</summary>
    /// <param name="share">More than 0, at most 1: all of them.</param>
    /// <param name="atMost">The while.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task EaseAsync(double share, TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        var eased = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var left = (int)(_versions.Count * (1 - share));
            // All may have ended before anybody waited.
            if (_versions.Count <= left)
                return;
            _wait = (left, eased);
        }
        await eased.Task.WaitAsync(atMost, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    private void End(HubErrand errand)
    {
        lock (_lock)
        {
            _versions.Remove(errand.To.Seq);
            if (_wait is var (left, eased) && _versions.Count <= left)
                eased.TrySetResult();
        }
    }
}
