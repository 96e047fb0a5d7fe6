using MassTransit;

namespace Syndication.Hosting.Bus;

/// <summary>Over RabbitMQ, with publisher confirms.</summary>
internal sealed class RabbitPublisher(IBusControl bus, BrokerAlarm alarm, TimeProvider time) : IEventPublisher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    // UTC ticks until which nothing more is sent.
    private long _quietUntil;

    public bool IsUp =>
        alarm.Reason is null
        && time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _quietUntil)
        && bus.CheckHealth().Status != BusHealthStatus.Unhealthy;

    // The token ends our wait, never the publish itself: RabbitMQ.Client 7.1.2 loses count of its confirms when one is
    // cancelled.
    public Task PublishAsync(object message, Guid messageId, CancellationToken ct) =>
        SendAsync(message, messageId, mandatory: true, ct);

    public Task TellAsync(object message, Guid messageId, CancellationToken ct) =>
        SendAsync(message, messageId, mandatory: false, ct);

    private async Task SendAsync(object message, Guid messageId, bool mandatory, CancellationToken ct)
    {
        try
        {
            await bus.Publish(message, message.GetType(), Mark(messageId, mandatory), CancellationToken.None)
                .WaitAsync(Patience, time, ct);
        }
        catch (TimeoutException)
        {
            // Whatever the broker is busy with: what is sent all the same piles up here and arrives when it is over. So
            // it is asked rarely.
            Interlocked.Exchange(ref _quietUntil, (time.GetUtcNow() + Quiet).UtcTicks);
            throw;
        }
    }

    private static IPipe<PublishContext> Mark(Guid messageId, bool mandatory) =>
        Pipe.Execute<PublishContext>(context =>
        {
            context.MessageId = messageId;
            // A message that no queue is bound for would be confirmed and gone; mandatory makes it come back as an error.
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                rabbit.Mandatory = mandatory;
        });
}
