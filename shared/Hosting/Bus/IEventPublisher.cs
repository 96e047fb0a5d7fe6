namespace Syndication.Hosting.Bus;

/// <summary>Sends an event to every service that wants it.</summary>
public interface IEventPublisher
{
    /// <summary>False while there is nobody to send to; trying would only wait.</summary>
    bool IsUp { get; }

    /// <summary>
    /// True in a house of one process: once something was published, everybody here has heard of it, and nobody else need.
    /// </summary>
    bool IsEmbedded => false;

    /// <summary>
    /// Over RabbitMQ: done once the broker has confirmed it and it was routed to at least one queue. Embedded: done once
    /// every consumer has finished. Anything else throws, and then the outcome is unknown: send again with the same id.
    /// </summary>
    /// <param name="message">One of <c>Syndication.Contracts</c>.</param>
    /// <param name="messageId">The same for each attempt at the same event.</param>
    /// <param name="ct">Ends the wait, embedded also the work; a message already handed over stays so.</param>
    Task PublishAsync(object message, Guid messageId, CancellationToken ct);

    /// <summary>As <see cref="PublishAsync"/>, for what nobody has to want: without a queue for it, it is gone.</summary>
    Task TellAsync(object message, Guid messageId, CancellationToken ct) =>
        PublishAsync(message, messageId, ct);
}
