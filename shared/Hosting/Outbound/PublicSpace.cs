using System.Net;
using System.Net.Sockets;

namespace Syndication.Hosting.Outbound;

/// <summary>The addresses that lie in the public internet, and nowhere else (RFC 6890 and its registries).</summary>
public static class PublicSpace
{
    // Whatever is not in here was not given to the public: loopback, IPv4 in IPv6's clothes, NAT64, unique local,
    // link-local, site-local, multicast (RFC 4291 §2.4).
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // behind a carrier's NAT
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and where clouds keep credentials
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: any IPv4 address may hide in it
            "3fff::/20", // documentation
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>Whether the whole world would reach the same host at <paramref name="address"/>.</summary>
    public static bool Holds(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !IsListed(address),
            // A zone names a link of this machine (RFC 4007 §6). IPv4 in IPv6 is asked for apart: IPNetwork compares its four
            // bytes with an IPv6 network's first ones, and finds ::ffff:10.0.0.1 in 2000::/3.
            AddressFamily.InterNetworkV6 => address.ScopeId == 0
                && !address.IsIPv4MappedToIPv6
                && Global.Contains(address)
                && !IsListed(address),
            _ => false,
        };
    }

    private static bool IsListed(IPAddress address) => Array.Exists(NotPublic, n => n.Contains(address));
}
