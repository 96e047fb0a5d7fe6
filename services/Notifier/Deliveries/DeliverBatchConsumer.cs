using MassTransit;

namespace Syndication.Notifier.Deliveries;

/// <summary>Queue <c>deliver-batch</c>.</summary>
internal sealed class DeliverBatchConsumer(BatchRuns runs) : IConsumer<DeliverBatch>
{
    public Task Consume(ConsumeContext<DeliverBatch> context) =>
        runs.TakeAsync(context.Message.BatchId, flash: false, context.CancellationToken);
}
