using MassTransit;

namespace Syndication.Hosting.Bus;

/// <summary>Over RabbitMQ, with publisher confirms.</summary>
internal sealed class RabbitPublisher(IBusControl bus, TimeProvider time) : IEventPublisher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public bool IsUp => bus.CheckHealth().Status != BusHealthStatus.Unhealthy;

    // The token ends our wait, never the publish itself: RabbitMQ.Client 7.1.2 loses count of its confirms when one is
    // cancelled.
    public Task PublishAsync(object message, Guid messageId, CancellationToken ct) =>
        bus.Publish(message, message.GetType(), Mark(messageId), CancellationToken.None)
            .WaitAsync(Patience, time, ct);

    private static IPipe<PublishContext> Mark(Guid messageId) =>
        Pipe.Execute<PublishContext>(context =>
        {
            context.MessageId = messageId;
            // A message that no queue is bound for would be confirmed and gone; mandatory makes it come back as an error.
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                rabbit.Mandatory = true;
        });
}
