using System.Net;
using System.Net.Sockets;

namespace Syndication.Hosting.Outbound;

/// <summary>
/// Makes every connection to the outside: it resolves the name, looks at the addresses, and dials one that it has looked
/// at, so that no second answer of the name server can lead elsewhere.
/// </summary>
/// <param name="mayDial">Says which addresses may be dialled.</param>
/// <param name="names">The addresses of a name, in the order of preference.</param>
/// <param name="time">For how long to wait for one address.</param>
internal sealed class Dialler(Predicate<IPAddress> mayDial, NameLookups names, TimeProvider time)
{
    // More addresses than this are somebody's attempt to keep us busy.
    private const int MostAddresses = 6;

    // One that does not answer leaves time for the next ones.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="RefusedAddressException">The name leads to no address that may be dialled.</exception>
    /// <exception cref="SocketException">It has none, or none takes the connection.</exception>
    public async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await CheckedAsync(
            host,
            OutboundMessage.IsToStranger(context.InitialRequestMessage),
            ct
        );
        for (var i = 0; ; i++)
        {
            var last = i == addresses.Length - 1;
            try
            {
                return await ConnectAsync(new(addresses[i], port), last ? null : Patience, ct);
            }
            catch (Exception fault)
                when (!last
                    && !ct.IsCancellationRequested
                    && fault is SocketException or OperationCanceledException
                )
            {
                // The next one may be better.
            }
        }
    }

    private async Task<IPAddress[]> CheckedAsync(string host, bool isStrange, CancellationToken ct)
    {
        var all = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await names.FindAsync(host, isStrange, ct);
        if (all.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var open = Array.FindAll(all, mayDial);
        if (open.Length == 0)
            throw new RefusedAddressException(
                $"'{host}' leads to no address of the public internet; Network:AllowPrivateAddresses would let it be called."
            );
        // In turn IPv6 and IPv4, whichever is preferred first: where one of the two is cut off, the other is tried soon.
        return
        [
            .. open.GroupBy(a => a.AddressFamily)
                .SelectMany(family => family.Select((address, place) => (address, place)))
                .OrderBy(a => a.place)
                .Select(a => a.address)
                .Take(MostAddresses),
        ];
    }

    private async Task<NetworkStream> ConnectAsync(IPEndPoint to, TimeSpan? patience, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
