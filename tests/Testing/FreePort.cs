using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Syndication.Testing;

/// <summary>Ports of 127.0.0.1 that nobody listens on.</summary>
public static class FreePort
{
    // Below what Linux gives to outgoing connections: a killed server's port stays free until it is started again.
    private const int First = 12_000;
    private const int End = 32_000;
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    /// <summary>A free port, never the same twice in one process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(First, End);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
