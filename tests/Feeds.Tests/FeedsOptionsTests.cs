using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Syndication.Hosting;

namespace Syndication.Feeds.Tests;

public sealed class FeedsOptionsTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(512)]
    [InlineData(1_048_576)]
    public void All_that_is_kept_stays_within_the_one_budget(int mebibytes)
    {
        var options = Read(("Feeds:Memory", $"{mebibytes}"));

        long[] shares =
        [
            options.Documents,
            options.Articles,
            options.Fragments,
            options.Addresses,
            options.Pages,
        ];
        Assert.All(shares, share => Assert.InRange(share, 1L << 20, long.MaxValue));
        Assert.Equal((long)mebibytes << 20, shares.Sum());
    }

    [Theory]
    [InlineData("15")]
    [InlineData("0")]
    [InlineData("-512")]
    [InlineData("1048577")]
    public void An_impossible_budget_is_named(string mebibytes)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Read(("Feeds:Memory", mebibytes)));

        Assert.StartsWith("Setting 'Feeds:Memory':", Assert.Single(fault.Failures), StringComparison.Ordinal);
    }

    private static FeedsOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddValidatedOptions<FeedsOptions>("Feeds");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<FeedsOptions>>().Value;
    }
}
