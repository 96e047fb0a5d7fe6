using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>Everything is killed in turn under load; what was acknowledged is in the feeds, once, as last told.</summary>
public abstract class KillingTests(Deployment house)
{
    private const int Calls = 2_000;
    private const int BetweenKills = 150;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_acknowledged_article_is_in_the_feeds_once_at_its_last_revision()
    {
        await house.SettleAsync(Ct);
        var newsroom = new BusyNewsroom(house.Editor, editors: 8);
        using var stop = new CancellationTokenSource();
        var work = newsroom.WorkAsync(Calls, stop.Token, Ct);

        try
        {
            foreach (var part in house.Parts)
            {
                var enough = newsroom.Calls + BetweenKills;
                await Waiting.UntilAsync(
                    () => newsroom.Calls >= enough || work.IsCompleted,
                    Patience,
                    $"work to go on before {part.Name} is killed",
                    Ct
                );
                await part.KillAsync();
                await part.StartAsync(Ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
        await work;

        Assert.True(newsroom.Calls >= Calls);
        Assert.InRange(newsroom.Promised.Count, 1, TestCategories.Bulk.Count * TestCategories.FeedHolds);
        var faults = "";
        await Waiting.UntilAsync(
            async () => (faults = Compare(newsroom, await AllAsync())).Length == 0,
            Patience,
            () => $"every promise kept, but {faults}",
            Ct
        );
    }

    private async Task<IReadOnlyList<Item>> AllAsync()
    {
        var all = new List<Item>();
        foreach (var slug in TestCategories.Bulk)
        {
            var path = $"/feeds/{slug}.json?limit={TestCategories.FeedHolds}&content=summary";
            all.AddRange(await house.Reader.ItemsAsync(path, Ct));
        }
        return all;
    }

    private static string Compare(BusyNewsroom newsroom, IReadOnlyList<Item> items)
    {
        var shown = items.ToLookup(i => i.Id, i => i.Title, StringComparer.Ordinal);
        var promised = newsroom.Promised;
        var missing = promised.Count(p => !shown.Contains(p.Key));
        var twice = promised.Count(p => shown[p.Key].Count() > 1);
        var stale = promised.Count(p => shown[p.Key].Any(title => title != p.Value.Title));
        return missing + twice + stale == 0
            ? ""
            : $"of {promised.Count} articles {missing} are missing, {twice} doubled, {stale} stale";
    }

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : KillingTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : KillingTests(house);
}
