using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Which push services are known where private addresses may be called.</summary>
public sealed class KnownHostsTests
{
    [Theory]
    [InlineData("false", null, false)]
    [InlineData("true", null, true)]
    [InlineData("true", "push.house.example", false)]
    [InlineData("true", "127.0.0.1", true)]
    public async Task On_an_intranet_all_are_known_unless_it_names_them(
        string allow,
        string? host,
        bool isKnown
    )
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Network:AllowPrivateAddresses"] = allow,
        };
        if (host is not null)
            settings["Push:Hosts:0"] = host;
        await using var fan = new Fan("sqlite", settings: settings);

        Assert.Equal(isKnown, fan.Host.The<Gates>().Knows("http://127.0.0.1:9999"));
    }
}
