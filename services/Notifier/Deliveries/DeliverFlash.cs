namespace Syndication.Notifier.Deliveries;

/// <summary>As <see cref="DeliverBatch"/>, of a flash alert: on a queue of its own it waits for no other.</summary>
public sealed record DeliverFlash(Guid BatchId);
