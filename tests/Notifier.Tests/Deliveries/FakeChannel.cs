using System.Collections.Concurrent;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>A push service that writes down what comes, and answers as the test wants.</summary>
internal sealed class FakeChannel : IChannel
{
    private readonly ConcurrentQueue<Received> _received = [];

    public ChannelKind Kind => ChannelKind.WebPush;

    public Func<Subscription, AlertMessage, CancellationToken, Task<DeliveryOutcome>> Answer { get; set; } =
        (_, _, _) => Task.FromResult(DeliveryOutcome.Delivered);

    /// <summary>What was accepted, in that order.</summary>
    public IReadOnlyList<Received> Accepted =>
        [.. _received.Where(r => r.Verdict == DeliveryVerdict.Delivered)];

    public void Clear() => _received.Clear();

    public int Tries => _received.Count;

    public async Task<DeliveryOutcome> SendAsync(Subscription to, AlertMessage message, CancellationToken ct)
    {
        var outcome = await Answer(to, message, ct);
        _received.Enqueue(new(to.Seq, message, outcome.Verdict));
        return outcome;
    }

    internal sealed record Received(long Seq, AlertMessage Message, DeliveryVerdict Verdict);
}
