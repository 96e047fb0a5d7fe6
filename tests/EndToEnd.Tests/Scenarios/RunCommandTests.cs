using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>What somebody sees who has just cloned it and types the README's first command.</summary>
public sealed class RunCommandTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_greets_with_a_key_and_addresses_shows_the_demo_and_keeps_its_data_where_it_was_called()
    {
        await using var run = new RunCommand();
        await run.StartAsync(Ct);
        using var reader = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = run.Address,
        };

        await Waiting.UntilAsync(
            async () => (await reader.ItemsAsync("/feeds/all.json", Ct)).Count >= 14,
            TimeSpan.FromSeconds(30),
            "the demo's articles",
            Ct
        );
        var items = await reader.ItemsAsync("/feeds/all.json", Ct);
        Assert.True(items.SelectMany(i => i.Categories).Distinct(StringComparer.Ordinal).Count() >= 6);
        Assert.NotEmpty(await reader.ItemsAsync("/feeds/international.rss", Ct));
        Assert.Matches("synd_[0-9a-f]{48}", run.Output);
        Assert.Contains($"{run.Address}feeds/all.rss", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run.WorkingFolder, "data", "ingest.db")));
    }
}
