using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Changes;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Changes;

/// <summary>A bus that refuses in the middle, and a clock that is put back.</summary>
public sealed class BusRefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_bus_took_before_it_refused_is_not_told_again()
    {
        using var view = new StoreView(TimeProvider.System);
        var store = new MemoryEntryStore(view, TimeProvider.System, Options.Create(new FeedsOptions()));
        var bus = new RefusingBus();
        await store.ApplyAsync(Some.Article with { Categories = ["sports"] }, replay: false, Ct);
        using var teller = new ChangeTeller(
            store,
            view,
            bus,
            TimeProvider.System,
            NullLogger<ChangeTeller>.Instance
        );

        await teller.StartAsync(Ct);
        await FeedsHost.UntilAsync(() => Task.FromResult(bus.Refused == 1), "it should refuse");
        await teller.StopAsync(Ct);

        var left = await store.TakeChangesAsync(TimeSpan.Zero, TimeSpan.FromHours(-1), Ct);
        var told = Assert.Single(bus.Taken);
        Assert.NotEmpty(left);
        Assert.DoesNotContain(left, change => change.Selector == told.Selector);
    }

    [Fact]
    public void What_changed_before_the_clock_was_put_back_is_told()
    {
        var changes = new MemoryChanges();
        changes.Note([Selector.All], 1, Some.Instant.AddHours(1), new(Guid.NewGuid(), 1));

        Assert.Single(changes.Take(Some.Instant, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        Assert.Empty(changes.Take(Some.Instant, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    private sealed class RefusingBus : IEventPublisher
    {
        public bool IsUp => Refused == 0;
        public ConcurrentQueue<FeedChanged> Taken { get; } = [];
        public int Refused { get; private set; }

        public Task PublishAsync(object message, Guid messageId, CancellationToken ct)
        {
            if (!Taken.IsEmpty)
            {
                Refused++;
                throw new TimeoutException("The broker does not confirm.");
            }
            Taken.Enqueue((FeedChanged)message);
            return Task.CompletedTask;
        }
    }
}
