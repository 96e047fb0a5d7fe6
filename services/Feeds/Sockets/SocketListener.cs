using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Syndication.Feeds.Sockets;

/// <summary>Takes connections in and gives them to loops in turn.</summary>
internal sealed class SocketListener(Socket socket, SocketLoop[] loops) : IConnectionListener
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private uint _next;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
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
