namespace Syndication.Ingest.Outbox;

/// <summary>A row of the outbox as it lies there; <c>OutboxMessage.Of</c> reads it.</summary>
internal sealed record UntoldRow(
    long Seq,
    Guid MessageId,
    OutboxKind Kind,
    string Json,
    DateTimeOffset LeasedUntil
);
