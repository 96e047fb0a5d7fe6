using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Syndication.Hosting.Bus;

/// <summary>
/// Whether the broker takes nothing because it is short of memory or disk. It tells a connection so at its first attempt to
/// publish (RabbitMQ's <c>connection.blocked</c>); from then on a publish hangs, and MassTransit calls the bus healthy.
/// </summary>
internal sealed partial class BrokerAlarm(ILogger<BrokerAlarm> logger)
{
    private readonly ConditionalWeakTable<IConnection, object> _watched = [];
    private volatile string? _reason;

    /// <summary>The broker's own words; null while it takes messages.</summary>
    public string? Reason => _reason;

    /// <summary>Listens to a connection, once however often it is shown; every endpoint shows the one they share.</summary>
    public void Watch(IConnection connection)
    {
        if (!_watched.TryAdd(connection, this))
            return;
        // A new connection knows of no alarm until it is told.
        _reason = null;
        connection.ConnectionBlockedAsync += (_, told) => Block(told.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => Unblock();
        connection.ConnectionShutdownAsync += (_, _) => Unblock();
    }

    private Task Block(string reason)
    {
        _reason = reason;
        BrokerBlocks(reason);
        return Task.CompletedTask;
    }

    private Task Unblock()
    {
        if (Interlocked.Exchange(ref _reason, null) is not null)
            BrokerTakes();
        return Task.CompletedTask;
    }

    [LoggerMessage(
        LogLevel.Error,
        "RabbitMQ takes no messages: {Reason}. They are kept and sent when it does"
    )]
    private partial void BrokerBlocks(string reason);

    [LoggerMessage(LogLevel.Information, "RabbitMQ has lifted its alarm")]
    private partial void BrokerTakes();
}
