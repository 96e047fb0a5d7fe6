using System.Threading.Channels;

namespace Syndication.Notifier.Streams;

/// <summary>One open connection as the hub sees it. A reader that falls behind is dropped: nobody waits for it.</summary>
internal sealed class StreamListener(StreamWish wish, long head) : IDisposable
{
    /// <summary>How many events a reader may be behind.</summary>
    public const int Patience = 256;

    private readonly CancellationTokenSource _dropped = new();
    private readonly Channel<StreamFrame> _frames = Channel.CreateBounded<StreamFrame>(
        new BoundedChannelOptions(Patience) { SingleReader = true }
    );

    /// <summary>The last event told before this listener came; all later ones come through <see cref="FramesAsync"/>.</summary>
    public long Head => head;

    /// <summary>Cancelled when the listener is too slow.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public IAsyncEnumerable<StreamFrame> FramesAsync(CancellationToken ct) => _frames.Reader.ReadAllAsync(ct);

    public bool Wants(StreamFrame frame) => frame.IsComment || wish.Takes(frame);

    /// <summary>Hands a frame over; false when there is no room left.</summary>
    public bool Offer(StreamFrame frame) => _frames.Writer.TryWrite(frame);

    // Off this thread: what it wakes must not run under the hub's lock.
    public void Drop() => _ = _dropped.CancelAsync();

    public void Dispose() => _dropped.Dispose();
}
