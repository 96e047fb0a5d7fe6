using MassTransit;
using Syndication.Contracts;

namespace Syndication.Notifier.WebSub;

/// <summary>Marks the topics that a feed's change is of. What changes within a second goes out together.</summary>
internal sealed class DistributeFeedConsumer(TopicStore store, TopicSignal signal, TimeProvider time)
    : IConsumer<FeedChanged>
{
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

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
        await Task.Delay(Gathering, time, CancellationToken.None);
        signal.Wake();
    }
}
