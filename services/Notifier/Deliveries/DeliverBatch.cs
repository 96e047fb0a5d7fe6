namespace Syndication.Notifier.Deliveries;

/// <summary>There is a batch to deliver. A hint: whoever takes it asks the database whether it still is.</summary>
public sealed record DeliverBatch(Guid BatchId);
