using Syndication.Hosting;

namespace Syndication.Notifier.Streams;

/// <summary>Who listens in this process. The log is read once for all of them.</summary>
internal sealed partial class StreamHub(ConnectionRoom room, ILogger<StreamHub> logger)
{
    private const int MostOfAll = 20_000;

    private readonly Lock _gate = new();
    private readonly HashSet<StreamListener> _listeners = [];
    private long _head = -1;

    /// <summary>
    /// Readers at once; further ones are sent to another instance, or to later. They stay, so they leave a quarter of the
    /// process's connections to those who come for a moment: to leave, to ask how it is, to take an alert back.
    /// </summary>
    public int Most { get; } = room.MostStaying(MostOfAll);

    public bool IsFull => Count >= Most;

    public int Count
    {
        get
        {
            lock (_gate)
                return _listeners.Count;
        }
    }

    /// <summary>The last event told; less than 0 until it is known where the log ends.</summary>
    public long Head
    {
        get
        {
            lock (_gate)
                return _head;
        }
    }

    public void StartAt(long head)
    {
        lock (_gate)
            _head = head;
    }

    /// <summary>
    /// From here on the listener gets every event later than its <see cref="StreamListener.Head"/>; null when there is no
    /// room, or when the log has not been reached yet.
    /// </summary>
    public StreamListener? Join(StreamWish wish)
    {
        lock (_gate)
        {
            if (_head < 0 || _listeners.Count >= Most)
                return null;
            var listener = new StreamListener(wish, _head);
            _listeners.Add(listener);
            return listener;
        }
    }

    public void Leave(StreamListener listener)
    {
        lock (_gate)
            _listeners.Remove(listener);
        listener.Dispose();
    }

    /// <summary>Hands a frame to everybody who wants it; returns how many took it.</summary>
    public int Tell(StreamFrame frame)
    {
        List<StreamListener> slow = [];
        var taken = 0;
        lock (_gate)
        {
            if (!frame.IsComment)
                _head = frame.Seq;
            foreach (var listener in _listeners)
            {
                if (!listener.Wants(frame))
                    continue;
                if (listener.Offer(frame))
                    taken++;
                else
                    slow.Add(listener);
            }
            foreach (var listener in slow)
            {
                _listeners.Remove(listener);
                listener.Drop();
            }
        }
        if (slow.Count > 0)
            SlowReadersDropped(slow.Count);
        return taken;
    }

    [LoggerMessage(LogLevel.Information, "Dropped {Count} readers that were too slow")]
    private partial void SlowReadersDropped(int count);
}
