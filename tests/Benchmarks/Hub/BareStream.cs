using System.Net;
using System.Net.Sockets;

namespace Syndication.Benchmarks.Hub;

/// <summary>The reference: the same bytes to its sockets, one after the other, by a server that does nothing else.</summary>
internal sealed class BareStream : IDisposable
{
    private static readonly byte[] Head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"u8.ToArray();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];

    public BareStream()
    {
        _listener.Start(1024);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Tell(byte[] bytes)
    {
        foreach (var socket in _sockets)
            socket.Send(bytes);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _sockets.Add(socket);
                await socket.SendAsync(Head);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
