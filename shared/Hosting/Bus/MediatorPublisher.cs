using MassTransit;
using MassTransit.Mediator;

namespace Syndication.Hosting.Bus;

/// <summary>In one process: returns after every consumer has finished, throws what they throw.</summary>
internal sealed class MediatorPublisher(IMediator mediator) : IEventPublisher
{
    public bool IsUp => true;

    public bool IsEmbedded => true;

    public Task PublishAsync(object message, Guid messageId, CancellationToken ct) =>
        mediator.Publish(
            message,
            message.GetType(),
            Pipe.Execute<PublishContext>(context => context.MessageId = messageId),
            ct
        );
}
