using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.Deliveries;

/// <summary>Section <c>Deliveries</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>Batches that an instance works on at once; each costs the memory of 500 subscriptions, about a megabyte.</summary>
    [Range(1, 64)]
    public int BatchesAtOnce { get; init; } = 4;

    /// <summary>
    /// Deliveries of one batch that are on their way or not yet written down: what a crash repeats of it at most.
    /// </summary>
    [Range(1, 500)]
    public int AtOncePerBatch { get; init; } = 256;

    /// <summary>
    /// Deliveries to all known push services together that are under way or not yet written down, besides those of flash alerts:
    /// what a crash of this instance repeats at most.
    /// </summary>
    [Range(1, 10_000)]
    public int InFlight { get; init; } = 512;

    /// <summary>Calls under way for flash alerts, beside the others.</summary>
    [Range(1, 10_000)]
    public int FlashInFlight { get; init; } = 128;

    /// <summary>Calls under way to one of the known push services, besides those of flash alerts.</summary>
    [Range(1, 10_000)]
    public int InFlightPerOrigin { get; init; } = 192;

    /// <summary>Calls under way for flash alerts to one of the known push services, beside the others.</summary>
    [Range(1, 10_000)]
    public int FlashInFlightPerOrigin { get; init; } = 64;

    /// <summary>
    /// Calls under way to a push service that nobody knows, whose server it is we cannot tell; of flash alerts a quarter of
    /// it beside those.
    /// </summary>
    [Range(1, 1_000)]
    public int InFlightPerUnknownOrigin { get; init; } = 8;

    /// <summary>
    /// Calls to all push services together that nobody knows, under way or not yet written down; of flash alerts a quarter
    /// of it beside those. Nobody else waits for them.
    /// </summary>
    [Range(1, 1_000)]
    public int InFlightToUnknownOrigins { get; init; } = 32;
}
