using System.Collections.Concurrent;
using MassTransit.Mediator;
using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>Stands where a broker would, with an Ingest behind it that says what the test wants.</summary>
internal sealed class Wire(IMediator mediator) : IEventPublisher
{
    private readonly ConcurrentQueue<Guid> _asked = new();

    public bool IsUp { get; set; } = true;

    /// <summary>Ingest's answer to a question; null for none.</summary>
    public Func<Guid, ArticleStanding?> Ingest { get; set; } = _ => null;

    /// <summary>Which articles Ingest was asked about, in order.</summary>
    public IReadOnlyList<Guid> Asked => [.. _asked];

    public async Task PublishAsync(object message, Guid messageId, CancellationToken ct)
    {
        if (message is ArticleAsked(var id))
        {
            _asked.Enqueue(id);
            if (Ingest(id) is { } answer)
                await mediator.Publish(answer, ct);
            return;
        }
        await mediator.Publish(message, message.GetType(), ct);
    }
}
