namespace Syndication.Notifier.Deliveries;

/// <summary>What one attempt came to.</summary>
internal enum DeliveryVerdict
{
    /// <summary>Accepted.</summary>
    Delivered,

    /// <summary>The subscription is no more.</summary>
    Gone,

    /// <summary>The push service asks for patience: for all of its subscriptions, as far as is known.</summary>
    Throttled,

    /// <summary>No answer, or a fault of the push service: to be tried again.</summary>
    Unreachable,

    /// <summary>Refused, and would be again.</summary>
    Refused,
}
