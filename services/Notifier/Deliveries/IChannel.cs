using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>One way to reach a subscriber.</summary>
internal interface IChannel
{
    ChannelKind Kind { get; }

    /// <summary>Makes one attempt. Whatever the other side does is an outcome, never an exception.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it; whether it was accepted is unknown.</exception>
    Task<DeliveryOutcome> SendAsync(Subscription to, AlertMessage message, CancellationToken ct);
}
