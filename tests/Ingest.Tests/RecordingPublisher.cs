using System.Collections.Concurrent;
using Syndication.Hosting.Bus;

namespace Syndication.Ingest.Tests;

/// <summary>Stands where the bus would; keeps what it is told, or refuses it.</summary>
internal sealed class RecordingPublisher : IEventPublisher
{
    private readonly ConcurrentQueue<(object Message, Guid Id)> _told = new();

    public bool IsUp { get; set; } = true;

    /// <summary>Messages for which this is true are refused.</summary>
    public Func<object, bool> Refuses { get; set; } = _ => false;

    /// <summary>A message is told when this is done.</summary>
    public Func<object, Task> Holds { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<(object Message, Guid Id)> Told => [.. _told];

    public IEnumerable<T> Of<T>() => Told.Select(t => t.Message).OfType<T>();

    public async Task PublishAsync(object message, Guid messageId, CancellationToken ct)
    {
        if (Refuses(message))
            throw new InvalidOperationException("The broker said no.");
        await Holds(message);
        _told.Enqueue((message, messageId));
    }
}
