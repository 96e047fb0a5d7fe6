using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Syndication.Testing.Bus;

/// <summary>
/// A quorum queue bound to what Ingest tells of articles, as another service would have one, and everything that comes into
/// it.
/// </summary>
public sealed class BusTap : IAsyncDisposable
{
    private static readonly string[] Kinds = ["ArticlePublished", "ArticleRevised", "ArticleRetracted"];
    private readonly ConcurrentQueue<byte[]> _bodies = new();
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private int _count;

    private BusTap(IConnection connection, IChannel channel) =>
        (_connection, _channel) = (connection, channel);

    /// <summary>How many messages have come.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Declares queue and bindings, and listens.</summary>
    /// <param name="url">The broker, with user and password.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="ct">Ends the start.</param>
    public static async Task<BusTap> StartAsync(string url, string queue, CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = new(url) };
        var connection = await factory.CreateConnectionAsync(ct);
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await DeclareAsync(channel, queue, ct);
        foreach (var kind in Kinds)
        {
            // Named and shaped as MassTransit does it for a message's type.
            var exchange = $"Syndication.Contracts:{kind}";
            await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true, cancellationToken: ct);
            await channel.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: ct);
        }
        var tap = new BusTap(connection, channel);
        await tap.ListenAsync(queue, ct);
        return tap;
    }

    /// <summary>A queue that keeps what it has confirmed.</summary>
    public static Task DeclareAsync(IChannel channel, string queue, CancellationToken ct)
    {
        var quorum = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        return channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            quorum,
            cancellationToken: ct
        );
    }

    /// <summary>What has come since it was last asked, in the order of coming.</summary>
    public IReadOnlyList<ToldArticle> Take()
    {
        var told = new List<ToldArticle>();
        while (_bodies.TryDequeue(out var body))
            told.Add(ToldArticle.Read(body));
        return told;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task ListenAsync(string queue, CancellationToken ct)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The buffer is the client's again once this returns; reading it is left for later.
            _bodies.Enqueue(delivery.Body.ToArray());
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, ct);
    }
}
