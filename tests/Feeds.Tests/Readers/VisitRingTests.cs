using System.Globalization;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Readers;
using Syndication.Formats;

namespace Syndication.Feeds.Tests.Readers;

public sealed class VisitRingTests
{
    private static readonly Selection All = Selection.Of(Selector.All);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_put_comes_out_in_order_and_a_full_ring_takes_no_more()
    {
        var ring = new VisitRing(4);
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(
                [true, true, true, true, false, false],
                Enumerable.Range(0, 6).Select(i => Put(ring, i))
            );
            Assert.Equal(["0", "1", "2", "3"], Take(ring));
            Assert.False(ring.TryTake(out _));
        }
    }

    [Fact]
    public async Task Many_writers_lose_nothing_and_double_nothing()
    {
        const int Writers = 4;
        const int Each = 50_000;
        var ring = new VisitRing(1_024);
        var seen = new int[Writers * Each];
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var reading = Task.Run(
            () =>
            {
                var count = 0;
                while (count < seen.Length && !done.IsCancellationRequested)
                while (ring.TryTake(out var visit))
                {
                    seen[int.Parse(visit.Agent!, CultureInfo.InvariantCulture)]++;
                    count++;
                }
            },
            Ct
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(
                        () =>
                        {
                            var wait = default(SpinWait);
                            for (var i = 0; i < Each; i++)
                                while (!Put(ring, writer * Each + i))
                                    wait.SpinOnce();
                        },
                        Ct
                    )
                )
        );
        await reading.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.All(seen, times => Assert.Equal(1, times));
    }

    private static bool Put(VisitRing ring, int number) =>
        ring.TryPut(new(All, FeedFormat.Rss, number.ToString(CultureInfo.InvariantCulture), false, false));

    private static List<string> Take(VisitRing ring)
    {
        var taken = new List<string>();
        while (ring.TryTake(out var visit))
            taken.Add(visit.Agent!);
        return taken;
    }
}
