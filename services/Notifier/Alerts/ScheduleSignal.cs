namespace Syndication.Notifier.Alerts;

/// <summary>An alert was scheduled: whoever waits for the next looks again.</summary>
internal sealed class ScheduleSignal
{
    private TaskCompletionSource _called = New();

    public void Wake() => Interlocked.Exchange(ref _called, New()).TrySetResult();

    /// <summary>Done at the next call; to be had before looking, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _called).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
