using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Net.Sockets;

namespace Syndication.Feeds.Sockets;

/// <summary>
/// A thread that waits for what comes from many readers, and does itself whatever can be done without waiting. See
/// <see cref="LoopScheduler"/> for what cannot.
/// </summary>
internal sealed partial class SocketLoop : IDisposable
{
    private const int StopKey = 0;
    private readonly Epoll _epoll = new();
    private readonly AnonymousPipeServerStream _stop = new(PipeDirection.In);
    private readonly ConcurrentDictionary<int, SocketConnection> _connections = [];
    private readonly MemoryPool<byte> _pool;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private int _last = StopKey;
    private int _count;

    public SocketLoop(MemoryPool<byte> pool, ILogger logger)
    {
        (_pool, _logger) = (pool, logger);
        _epoll.Watch(_stop.SafePipeHandle, StopKey);
        _thread = new(Run) { IsBackground = true, Name = "Feeds sockets" };
        _thread.Start();
    }

    /// <summary>Connections that have not ended; asked before each that comes, while the dictionary would lock all of itself.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <exception cref="System.ComponentModel.Win32Exception">The system watches no more, or it is gone already.</exception>
    public SocketConnection Begin(Socket socket)
    {
        int key;
        // Some day it comes round.
        do key = Interlocked.Increment(ref _last);
        while (key == StopKey || _connections.ContainsKey(key));
        var connection = new SocketConnection(socket, _pool, () => Forget(key), ConnectionFailed);
        _connections[key] = connection;
        Interlocked.Increment(ref _count);
        try
        {
            _epoll.Watch(socket.SafeHandle, key);
        }
        catch
        {
            Forget(key);
            throw;
        }
        return connection;
    }

    public void Dispose()
    {
        // The other end of the pipe is told so.
        _stop.ClientSafePipeHandle.Dispose();
        _thread.Join();
        _stop.Dispose();
        _epoll.Dispose();
        _pool.Dispose();
    }

    private void Forget(int key)
    {
        if (_connections.TryRemove(key, out _))
            Interlocked.Decrement(ref _count);
    }

    private void Run()
    {
        while (true)
        {
            var count = _epoll.Wait();
            for (var i = 0; i < count; i++)
            {
                var (key, ready) = _epoll[i];
                if (key == StopKey)
                    return;
                if (_connections.TryGetValue(key, out var connection))
                    Serve(connection, ready);
            }
        }
    }

    // One connection's fault is not the others'.
    private void Serve(SocketConnection connection, Ready ready)
    {
        try
        {
            connection.Note(ready);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ConnectionFailed(e);
            connection.Abort();
        }
    }

    [LoggerMessage(LogLevel.Error, "A connection failed and is closed")]
    private partial void ConnectionFailed(Exception fault);
}
