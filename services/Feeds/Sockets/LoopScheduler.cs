using System.IO.Pipelines;

namespace Syndication.Feeds.Sockets;

/// <summary>
/// Where a connection's reader goes on when bytes have come: on the thread that found them while it waits for a request, and
/// on any other while an application may be reading a body, which might do what takes time.
/// </summary>
internal sealed class LoopScheduler : PipeScheduler
{
    private int _away;

    /// <summary>An application has a request.</summary>
    public void Leave() => Interlocked.Increment(ref _away);

    /// <summary>It has answered.</summary>
    public void Return() => Interlocked.Decrement(ref _away);

    public override void Schedule(Action<object?> action, object? state)
    {
        if (Volatile.Read(ref _away) > 0)
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(action, state, preferLocal: false);
        else
            action(state);
    }
}
