namespace Syndication.Notifier.Deliveries;

/// <summary>Whether this instance is at a flash alert. Meanwhile all others make room: in planning, and of their places.</summary>
internal sealed class FlashWatch(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _over;
    private int _open;

    /// <summary>One is being planned, or batches of one wait or begin here.</summary>
    public bool IsOut => Volatile.Read(ref _open) > 0;

    /// <summary>There is one more, until <see cref="End"/>.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            if (_open++ == 0)
                _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (--_open == 0)
                _over?.TrySetResult();
        }
    }

    /// <summary>Waits until there is none, but no longer than <paramref name="patience"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended the wait.</exception>
    public async Task OverAsync(TimeSpan patience, CancellationToken ct)
    {
        Task over;
        lock (_lock)
            over = _open > 0 ? _over!.Task : Task.CompletedTask;
        if (over.IsCompleted)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(over, Task.Delay(patience, time, limit.Token));
        await limit.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }
}
