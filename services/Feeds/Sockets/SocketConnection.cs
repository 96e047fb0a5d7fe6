using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Syndication.Feeds.Sockets;

/// <summary>A reader's connection on a <see cref="SocketLoop"/>.</summary>
internal sealed class SocketConnection : DefaultConnectionContext, IMemoryPoolFeature
{
    private const long MostUnread = 1L << 20;
    private const long MostUnsent = 1L << 16;
    private const int MostAtOnce = 16;

    private readonly Socket _socket;
    private readonly Action _forget;
    private readonly Action<Exception> _fault;
    private readonly PipeWriter _received;
    private readonly PipeReader _unsent;
    private readonly TaskCompletionSource _receiving = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _gate = new();
    private readonly List<ArraySegment<byte>> _segments = [];
    private TaskCompletionSource? _waiting;
    private readonly Task _sending;
    private Exception? _abort;
    private int _writes;
    private int _reads;
    private volatile bool _isEnding;

    /// <param name="socket">Accepted.</param>
    /// <param name="pool">Of the loop.</param>
    /// <param name="forget">Called when it is over.</param>
    /// <param name="fault">Told what somebody threw who was told that the reader is gone.</param>
    public SocketConnection(Socket socket, MemoryPool<byte> pool, Action forget, Action<Exception> fault)
    {
        (_socket, _forget, _fault, MemoryPool) = (socket, forget, fault, pool);
        socket.Blocking = false;
        socket.NoDelay = true;
        var input = new Pipe(
            new(
                pool,
                Scheduler,
                PipeScheduler.ThreadPool,
                MostUnread,
                MostUnread / 2,
                useSynchronizationContext: false
            )
        );
        // Who waits for room goes on where the bytes went out: never on the loop, but in a request that never left it.
        var output = new Pipe(
            new(
                pool,
                PipeScheduler.Inline,
                PipeScheduler.Inline,
                MostUnsent,
                MostUnsent / 2,
                useSynchronizationContext: false
            )
        );
        (_received, _unsent) = (input.Writer, output.Reader);
        Transport = new Duplex(input.Reader, output.Writer);
        ConnectionId = Guid.CreateVersion7().ToString("N");
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = _closed.Token;
        Features.Set<IMemoryPoolFeature>(this);
        Features.Set(Scheduler);
        _sending = SendAllAsync();
    }

    public MemoryPool<byte> MemoryPool { get; }
    public LoopScheduler Scheduler { get; } = new();

    /// <summary>What has become true of the socket.</summary>
    public void Note(Ready ready)
    {
        if ((ready & (Ready.Write | Ready.End)) != Ready.Nothing)
            NoteRoom();
        if ((ready & Ready.End) != Ready.Nothing)
            _isEnding = true;
        // Whoever waits until somebody reads what came would not see that nobody will answer it any more.
        if ((ready & (Ready.Error | Ready.Closed)) != Ready.Nothing)
            _received.CancelPendingFlush();
        // Whoever is reading already looks again.
        if ((ready & (Ready.Read | Ready.End)) != Ready.Nothing && Interlocked.Increment(ref _reads) == 1)
            Receive();
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _abort ??= abortReason;
        Shutdown();
        _unsent.CancelPendingRead();
    }

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        await _sending;
        await _receiving.Task;
        _forget();
        _socket.Dispose();
        _closed.Dispose();
        await base.DisposeAsync();
    }

    // Everything that there is to read; one at a time.
    private void Receive()
    {
        int seen;
        var turns = 0;
        do
        {
            seen = Volatile.Read(ref _reads);
            while (true)
            {
                // Who sends without end does not keep the others waiting.
                if (turns++ == MostAtOnce)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static c => c.Receive(), this, preferLocal: false);
                    return;
                }
                var room = _received.GetMemory();
                var got = _socket.Receive(room.Span, SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock)
                    break;
                if (error != SocketError.Success || got == 0)
                {
                    End(error);
                    return;
                }
                _received.Advance(got);
                var flush = _received.FlushAsync();
                if (!flush.IsCompletedSuccessfully)
                {
                    _ = ReceiveLaterAsync(flush);
                    return;
                }
                if (flush.Result is { IsCompleted: true } or { IsCanceled: true })
                {
                    End(SocketError.Success);
                    return;
                }
                // What comes later is told again (epoll(7)); an end that came already is not.
                if (got < room.Length && !_isEnding)
                    break;
            }
        } while (Interlocked.CompareExchange(ref _reads, 0, seen) != seen);
    }

    private async Task ReceiveLaterAsync(ValueTask<FlushResult> flush)
    {
        if (await flush is { IsCompleted: true } or { IsCanceled: true })
            End(SocketError.Success);
        else
            Receive();
    }

    // Nothing is received afterwards: the count of reads stays where it is.
    private void End(SocketError error)
    {
        _received.Complete(
            _abort
                ?? (error is SocketError.Success ? null : new ConnectionResetException("The reader hung up."))
        );
        ThreadPool.UnsafeQueueUserWorkItem(
            static connection =>
            {
                try
                {
                    connection._closed.Cancel();
                }
                // Whoever wanted to be told cannot bring the process down, nor keep the connection.
                catch (AggregateException e)
                {
                    connection._fault(e);
                }
                finally
                {
                    connection._receiving.TrySetResult();
                }
            },
            this,
            preferLocal: false
        );
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (await _unsent.ReadAsync() is { IsCanceled: false } read)
            {
                var rest = read.Buffer;
                while (!rest.IsEmpty)
                {
                    var seen = Volatile.Read(ref _writes);
                    var sent = Send(rest, out var error);
                    if (error == SocketError.WouldBlock)
                        await RoomAsync(seen);
                    else if (error != SocketError.Success)
                        return;
                    else
                        rest = rest.Slice(sent);
                }
                _unsent.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        finally
        {
            Shutdown();
            await _unsent.CompleteAsync(_abort);
        }
    }

    private int Send(in ReadOnlySequence<byte> bytes, out SocketError error)
    {
        if (bytes.IsSingleSegment)
            return _socket.Send(bytes.FirstSpan, SocketFlags.None, out error);
        _segments.Clear();
        foreach (var segment in bytes)
            if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray(segment, out var array))
                _segments.Add(array);
        return _socket.Send(_segments, SocketFlags.None, out error);
    }

    private Task RoomAsync(int seen)
    {
        lock (_gate)
            return _writes == seen
                ? (_waiting = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
    }

    private void NoteRoom()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _writes++;
            (waiting, _waiting) = (_waiting, null);
        }
        waiting?.SetResult();
    }

    private void Shutdown()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The reader was faster.
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
