using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>How an alert went over one channel, in numbers; never by person.</summary>
internal sealed class AlertCount
{
    public required Guid AlertId { get; init; }
    public required ChannelKind Channel { get; init; }

    /// <summary>Whom it concerned when it went out.</summary>
    public int Recipients { get; set; }

    /// <summary>Accepted by a push service, in its first version.</summary>
    public int Delivered { get; set; }
    public int Failed { get; set; }

    /// <summary>Waiting for the end of quiet hours now.</summary>
    public int Deferred { get; set; }

    /// <summary>Left to a digest.</summary>
    public int Capped { get; set; }
    public int Expired { get; set; }
    public int Gone { get; set; }

    /// <summary>Readers' taps, told by their own pages.</summary>
    public int Clicked { get; set; }

    /// <summary>How long acceptance took, counted in the buckets of <see cref="LatencyScale"/>; four bytes each, low first.</summary>
    public byte[] Latencies { get; set; } = [];
}
