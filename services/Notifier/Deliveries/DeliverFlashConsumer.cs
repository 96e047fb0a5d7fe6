using MassTransit;

namespace Syndication.Notifier.Deliveries;

/// <summary>Queue <c>deliver-flash</c>.</summary>
internal sealed class DeliverFlashConsumer(BatchRuns runs) : IConsumer<DeliverFlash>
{
    public Task Consume(ConsumeContext<DeliverFlash> context) =>
        runs.TakeAsync(context.Message.BatchId, flash: true, context.CancellationToken);
}
