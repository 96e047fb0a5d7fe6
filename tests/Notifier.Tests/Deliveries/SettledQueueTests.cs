using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>In which order results are written down.</summary>
public sealed class SettledQueueTests
{
    private readonly SettledQueue _queue = new();

    [Fact]
    public async Task Flash_goes_first_and_something_of_the_rest_in_each_page()
    {
        Add(count: 3_000, flash: false);
        Add(count: 3_000, flash: true);

        Assert.True(await _queue.WaitAsync());
        Assert.Equal((1_792, 256), Take());
        Assert.Equal((1_208, 256), Take());
        Assert.Equal((0, 2_048), Take());
    }

    [Fact]
    public async Task What_was_settled_before_the_end_is_given_out_and_nothing_after_it()
    {
        Add(count: 3, flash: false);
        _queue.Complete();
        Add(count: 3, flash: true);

        Assert.True(await _queue.WaitAsync());
        Assert.Equal((0, 3), Take());
        Assert.False(await _queue.WaitAsync());
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_either_lane()
    {
        foreach (var flash in (bool[])[true, false, true])
        {
            var wait = _queue.WaitAsync().AsTask();
            Assert.False(wait.IsCompleted);
            Add(count: 1, flash);
            Assert.True(await wait.WaitAsync(Fan.Patience, TestContext.Current.CancellationToken));
            Take();
        }
    }

    private void Add(int count, bool flash)
    {
        for (var i = 0; i < count; i++)
            _queue.Add(new(Errand(flash), RecipientState.Delivered));
    }

    private (int Flash, int Others) Take()
    {
        var page = new List<Settlement>();
        _queue.Take(page, most: 2_048);
        return (page.Count(s => s.Errand.Flash), page.Count(s => !s.Errand.Flash));
    }

    private static Errand Errand(bool flash) =>
        new()
        {
            Owner = new Nobody(),
            AlertId = Guid.Empty,
            BatchId = Guid.Empty,
            Place = 0,
            Seq = 1,
            Kind = DispatchKind.Alert,
            Sequence = 1,
            Flash = flash,
            To = null,
            ExpiresAt = null,
        };

    private sealed class Nobody : IErrandOwner
    {
        public bool Holds(Errand errand) => true;

        public void Written(Settlement settlement) { }
    }
}
