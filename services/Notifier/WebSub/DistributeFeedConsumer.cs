using MassTransit;
using Syndication.Contracts;

namespace Syndication.Notifier.WebSub;

/// <summary>Marks the topics that a feed's change is of. What changes within a second goes out together.</summary>
internal sealed class DistributeFeedConsumer(TopicStore store, TopicSignal signal, TimeProvider time)
    : IConsumer<FeedChanged>
{
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    // Timers go by a coarser clock than the one that is looked at: a moment too early would be as late as nobody's call.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    public async Task Consume(ConsumeContext<FeedChanged> context)
    {
        var at = time.GetUtcNow() + Gathering;
        if (await store.MarkAsync(context.Message, at, context.CancellationToken) == 0)
            return;
        _ = WakeAsync();
    }

    // Whoever misses it looks by himself, a little later.
    private async Task WakeAsync()
    {
        await Task.Delay(Gathering + Moment, time, CancellationToken.None);
        signal.Wake();
    }
}
