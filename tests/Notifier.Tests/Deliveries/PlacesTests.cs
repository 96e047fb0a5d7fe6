using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Places that flash alerts and all others have, and lend each other.</summary>
public sealed class PlacesTests
{
    private static readonly LaneLimits Limits = new(Bulk: 8, Flash: 2);
    private readonly ManualTime _time = new();
    private readonly FlashWatch _watch;
    private readonly Places _places;

    public PlacesTests()
    {
        _watch = new(_time);
        _places = new(Limits, _watch, _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_flash_goes_out_it_has_what_the_others_leave_and_they_keep_a_quarter()
    {
        Assert.Equal((8, 2), (Fill(flash: false, most: 8).Taken, Fill(flash: true, most: 2).Taken));
        _watch.Begin();
        var (_, waiting) = Fill(flash: true);

        for (var left = 0; left < 6; left++)
            _places.Give(flash: false);

        await HaveAsync(waiting, 6);
        Assert.Equal(0, Fill(flash: false).Taken);
    }

    [Fact]
    public async Task Afterwards_the_others_have_theirs_again_as_the_flash_leaves_them()
    {
        _watch.Begin();
        Assert.Equal((2, 8), (Fill(flash: false, most: 2).Taken, Fill(flash: true, most: 8).Taken));
        _watch.End();
        var (none, waiting) = Fill(flash: false);
        Assert.Equal(0, none);

        for (var left = 1; left <= 8; left++)
        {
            _places.Give(flash: true);
            await HaveAsync(waiting, Math.Min(left, 6));
        }
    }

    [Fact]
    public async Task Whoever_waits_too_long_or_goes_away_leaves_no_place_behind()
    {
        Assert.Equal(8, Fill(flash: false, most: 8).Taken);
        using var stop = new CancellationTokenSource();
        var late = _places.TakeAsync(flash: false, TimeSpan.FromSeconds(2), Ct);
        var gone = _places.TakeAsync(flash: false, Timeout.InfiniteTimeSpan, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await late.WaitAsync(Fan.Patience, Ct));

        for (var i = 0; i < 8; i++)
            _places.Give(flash: false);

        Assert.Equal(8, Fill(flash: false, most: 8).Taken);
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_there_are_never_more_than_all_and_each_has_one()
    {
        for (var bulk = 1; bulk < 20; bulk++)
        for (var flash = 1; flash < 6; flash++)
        for (var (inBulk, inFlash) = (0, 0); inBulk <= bulk; (inBulk, inFlash) = (inBulk + 1, 0))
        for (; inFlash + inBulk <= bulk + flash; inFlash++)
        {
            var limits = new LaneLimits(bulk, flash);
            foreach (var isOut in (bool[])[true, false])
            {
                var (others, own) = (limits.Of(false, inFlash, isOut), limits.Of(true, inBulk, isOut));
                Assert.True(others + inFlash <= bulk + flash && own + inBulk <= bulk + flash);
                Assert.True(
                    own >= flash && others >= (inFlash <= bulk + flash - Math.Max(1, bulk / 4) ? 1 : 0)
                );
            }
        }
    }

    private static async Task HaveAsync(List<Task<bool>> waiting, int count)
    {
        // Whoever is called hears it on a thread of its own.
        await Waiting.UntilAsync(
            () => waiting.Count(w => w.IsCompleted) >= count,
            Fan.Patience,
            "those who may",
            Ct
        );
        Assert.Equal(count, waiting.Count(w => w.IsCompleted));
    }

    // As many as may; and those who wait after them.
    private (int Taken, List<Task<bool>> Waiting) Fill(bool flash, int most = 20)
    {
        var all = Enumerable
            .Range(0, most)
            .Select(_ => _places.TakeAsync(flash, Timeout.InfiniteTimeSpan, Ct))
            .ToList();
        var waiting = all.FindAll(a => !a.IsCompleted);
        return (all.Count - waiting.Count, waiting);
    }
}
