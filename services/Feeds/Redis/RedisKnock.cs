using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Syndication.Feeds.Redis;

/// <summary>
/// Asks whether anybody is there, before the client is let at it: the client waits two seconds for a server that refuses, and
/// as long again before it tries anew.
/// </summary>
internal static class RedisKnock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>True where one of the servers says a word, whatever it is: without a password, or over TLS, it is a refusal.</summary>
    public static async Task<bool> IsAnsweredAsync(ConfigurationOptions options, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var asked = options.EndPoints.Select(e => IsAnsweredAsync(e, patience.Token)).ToList();
        while (asked.Count > 0)
        {
            var first = await Task.WhenAny(asked);
            if (await first)
                return true;
            asked.Remove(first);
        }
        return false;
    }

    private static async Task<bool> IsAnsweredAsync(EndPoint server, CancellationToken ct)
    {
        if (server is not (IPEndPoint or DnsEndPoint))
            return true;
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, ct);
            await socket.SendAsync("PING\r\n"u8.ToArray(), ct);
            await socket.ReceiveAsync(new byte[1], ct);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
