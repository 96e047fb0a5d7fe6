using System.Net;
using Syndication.Hosting.Outbound;

namespace Syndication.Hosting.Tests.Outbound;

public sealed class PublicSpaceTests
{
    [Theory]
    [InlineData("0.0.0.0/8")]
    [InlineData("10.0.0.0/8")]
    [InlineData("100.64.0.0/10")]
    [InlineData("127.0.0.0/8")]
    [InlineData("169.254.0.0/16")]
    [InlineData("172.16.0.0/12")]
    [InlineData("192.0.0.0/24")]
    [InlineData("192.0.2.0/24")]
    [InlineData("192.88.99.0/24")]
    [InlineData("192.168.0.0/16")]
    [InlineData("198.18.0.0/15")]
    [InlineData("198.51.100.0/24")]
    [InlineData("203.0.113.0/24")]
    [InlineData("224.0.0.0/4")]
    [InlineData("240.0.0.0/4")]
    [InlineData("::/96")]
    [InlineData("::ffff:0:0/96")]
    [InlineData("64:ff9b::/96")]
    [InlineData("64:ff9b:1::/48")]
    [InlineData("100::/64")]
    [InlineData("2001::/32")]
    [InlineData("2001:2::/48")]
    [InlineData("2001:20::/28")]
    [InlineData("2001:db8::/32")]
    [InlineData("2002::/16")]
    [InlineData("3fff::/20")]
    [InlineData("5f00::/16")]
    [InlineData("fc00::/7")]
    [InlineData("fe80::/10")]
    [InlineData("fec0::/10")]
    [InlineData("ff00::/8")]
    public void Nothing_of_a_range_that_is_not_the_publics_is_public(string range)
    {
        var network = IPNetwork.Parse(range);
        // Seeded: the same addresses each time.
        var random = new Random(network.PrefixLength);
        var first = network.BaseAddress.GetAddressBytes();

        Assert.False(PublicSpace.Holds(network.BaseAddress), $"{network.BaseAddress}");
        Assert.False(PublicSpace.Holds(Filled(first, network.PrefixLength, () => 0xFF)), "the last one");
        for (var i = 0; i < 200; i++)
        {
            var any = Filled(first, network.PrefixLength, () => (byte)random.Next(256));
            Assert.False(PublicSpace.Holds(any), $"{any}");
        }
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2400:cb00::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void Their_neighbours_are_public(string address) =>
        Assert.True(PublicSpace.Holds(IPAddress.Parse(address)));

    [Fact]
    public void An_address_with_a_zone_is_not_public() =>
        Assert.False(
            PublicSpace.Holds(new IPAddress(IPAddress.Parse("2606:4700::1111").GetAddressBytes(), 2))
        );

    private static IPAddress Filled(byte[] first, int prefix, Func<byte> rest)
    {
        var bytes = (byte[])first.Clone();
        for (var i = prefix / 8; i < bytes.Length; i++)
        {
            var kept = i == prefix / 8 ? (byte)(0xFF << (8 - (prefix % 8))) : (byte)0;
            bytes[i] = (byte)((bytes[i] & kept) | (rest() & ~kept));
        }
        return new(bytes);
    }
}
