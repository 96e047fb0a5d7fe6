using Syndication.Feeds.Entries;
using Syndication.Hosting;

namespace Syndication.Feeds.Tests.Entries;

public sealed class CacheSettingTests
{
    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("redis.khobor.example:6380,password=গোপন,ssl=true")]
    public void A_configuration_string_is_taken(string setting) =>
        Assert.False(EntryStoreExtensions.ReadOptions(setting).AbortOnConnectFail);

    [Theory]
    [InlineData("embeded")]
    [InlineData("password=গোপন")]
    [InlineData("127.0.0.1:6379,colour=গোপন")]
    [InlineData("127.0.0.1:6379,connectTimeout=গোপন")]
    public void Anything_else_stops_the_start_and_tells_no_secret(string setting)
    {
        var fault = Assert.Throws<SettingException>(() => EntryStoreExtensions.ReadOptions(setting));

        Assert.Contains("Cache", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("গোপন", fault.Message, StringComparison.Ordinal);
    }
}
