using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Syndication.Hosting;

namespace Syndication.Feeds.Sockets;

/// <summary>Kestrel's connections on loops of our own, where there is epoll(7); elsewhere on its own transport.</summary>
internal sealed class SocketTransport(
    IMemoryPoolFactory<byte> pools,
    ConnectionRoom room,
    ILogger<SocketTransport> logger
) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    /// <summary>
    /// Whoever finds no room is sent away, but holds a file until it is gone. So many may at once; the others wait with the
    /// system, or a crowd that knocks within a moment would take the files that the process itself needs.
    /// </summary>
    public const int MostLeaving = 64;

    private const int Backlog = 512;

    // Half of what can work at once: the kernel's side of the network, the projection and the rendering want the rest. On two
    // processors one loop answers a third more than two, which wake each other for a request or two at a time.
    private readonly Lazy<SocketLoop[]> _loops = new(() =>
        [
            .. Enumerable
                .Range(0, Math.Max(1, Environment.ProcessorCount / 2))
                .Select(_ => new SocketLoop(pools.Create(), logger)),
        ]
    );

    /// <summary>Connections that have not ended.</summary>
    public int Connections => _loops.IsValueCreated ? _loops.Value.Sum(l => l.Count) : 0;

    private bool IsCrowded => room.Most is { } most && Connections >= most + MostLeaving;

    public bool CanBind(EndPoint endpoint) => OperatingSystem.IsLinux() && endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint,
        CancellationToken cancellationToken = default
    )
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(Backlog);
            return new(new SocketListener(socket, _loops.Value, () => IsCrowded));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(e.Message, e);
        }
    }

    public void Dispose()
    {
        if (!_loops.IsValueCreated)
            return;
        foreach (var loop in _loops.Value)
            loop.Dispose();
    }
}
