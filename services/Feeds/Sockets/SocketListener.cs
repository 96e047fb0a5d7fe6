using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Syndication.Feeds.Sockets;

/// <summary>Takes connections in and gives them to loops in turn.</summary>
/// <param name="socket">It listens already.</param>
/// <param name="loops">Of all listeners.</param>
/// <param name="isCrowded">Nobody is taken in while this says so.</param>
internal sealed class SocketListener(Socket socket, SocketLoop[] loops, Func<bool> isCrowded)
    : IConnectionListener
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private volatile bool _isClosed;
    private uint _next;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (isCrowded() && !_isClosed)
                await Task.Delay(Moment, TimeProvider.System, cancellationToken);
            Socket accepted;
            try
            {
                accepted = await socket.AcceptAsync(cancellationToken);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException e)
                when (e.SocketErrorCode
                        is SocketError.TooManyOpenSockets
                            or SocketError.NoBufferSpaceAvailable
                )
            {
                // Asked again at once, the system would say the same for as long as nobody hangs up.
                await Task.Delay(Breath, TimeProvider.System, cancellationToken);
                continue;
            }
            catch (SocketException)
            {
                // It was gone before it was taken in.
                continue;
            }
            if (Begin(accepted) is { } connection)
                return connection;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private SocketConnection? Begin(Socket accepted)
    {
        try
        {
            return loops[_next++ % loops.Length].Begin(accepted);
        }
        // It is gone by now, or the system watches no more sockets.
        catch (Win32Exception)
        {
            accepted.Dispose();
            return null;
        }
    }
}
