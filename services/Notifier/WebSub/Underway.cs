namespace Syndication.Notifier.WebSub;

/// <summary>Errands of a topic of which it is not yet on disk what became of them: nobody is to be sent two at once.</summary>
internal sealed class Underway
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _seqs = [];
    private TaskCompletionSource _change = New();

    public int Count
    {
        get
        {
            lock (_lock)
                return _seqs.Count;
        }
    }

    /// <summary>False where it is under way already.</summary>
    public bool Begin(HubErrand errand)
    {
        lock (_lock)
            if (!_seqs.Add(errand.To.Seq))
                return false;
        _ = EndAsync(errand);
        return true;
    }

    /// <summary>Waits until some have come to their end, or a while.</summary>
    public Task SomeAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        Task change;
        lock (_lock)
        {
            _change = New();
            // All may have ended before anybody waited.
            if (_seqs.Count == 0)
                _change.SetResult();
            change = _change.Task;
        }
        return WaitAsync(change, atMost, time, ct);
    }

    private static async Task WaitAsync(Task change, TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        await change.WaitAsync(atMost, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    private async Task EndAsync(HubErrand errand)
    {
        await errand.Written;
        lock (_lock)
        {
            _seqs.Remove(errand.To.Seq);
            _change.TrySetResult();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
