using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Security;

/// <summary>Whose call it is where nobody says who they are: the address that it came from, behind proxies of ours.</summary>
public sealed class CallerAddress(IOptions<RateLimitOptions> options)
{
    // What is remembered stays bounded, however many addresses somebody has. Two that share a place share a limit, and
    // which do differs with every start.
    private const int Places = 1 << 16;

    // A subscriber to IPv6 has 2^64 addresses at least (RFC 6177).
    private const int BytesOfSite = 8;
    private const int MostHops = 16;
    private readonly IPNetwork[] _trusted =
    [
        .. (options.Value.TrustedProxies ?? ["127.0.0.0/8", "::1/128"]).Select(n => IPNetwork.Parse(n)),
    ];

    internal int PlaceOf(HttpContext context)
    {
        var address = Of(context);
        var bytes = address.GetAddressBytes();
        var hash = new HashCode();
        hash.AddBytes(
            address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, BytesOfSite) : bytes
        );
        return hash.ToHashCode() & (Places - 1);
    }

    /// <summary>Whose call it is.</summary>
    public IPAddress Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Of(context.Connection.RemoteIpAddress, context.Request.Headers["X-Forwarded-For"]);
    }

    /// <summary>
    /// The last address that no proxy of ours bears. Whoever calls can write anything into the header; what a proxy of ours
    /// saw is appended on the right.
    /// </summary>
    internal IPAddress Of(IPAddress? remote, IEnumerable<string?> forwarded)
    {
        var caller = Plain(remote ?? IPAddress.None);
        var hops = string.Join(',', forwarded).Split(',', StringSplitOptions.TrimEntries);
        for (var i = hops.Length - 1; i >= Math.Max(0, hops.Length - MostHops) && IsTrusted(caller); i--)
        {
            // With a port or without; IPv6 in brackets or not.
            if (!IPEndPoint.TryParse(hops[i], out var hop))
                break;
            caller = Plain(hop.Address);
        }
        return caller;
    }

    private bool IsTrusted(IPAddress address) => Array.Exists(_trusted, n => n.Contains(address));

    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
