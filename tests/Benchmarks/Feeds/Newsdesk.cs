using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RabbitMQ.Client;
using Syndication.Contracts;

namespace Syndication.Benchmarks.Feeds;

/// <summary>Tells the bus of articles, in the envelope and by the names that MassTransit has for them; each is confirmed.</summary>
internal sealed class Newsdesk : IAsyncDisposable
{
    public const int SideBySide = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Newsdesk(IConnection connection, IChannel channel) =>
        (_connection, _channel) = (connection, channel);

    public static async Task<Newsdesk> StartAsync(string url)
    {
        var connection = await new ConnectionFactory { Uri = new(url) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: null
            )
        );
        return new(connection, channel);
    }

    public static byte[] Write<T>(T message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                messageId = Guid.NewGuid(),
                messageType = (string[])[$"urn:message:Syndication.Contracts:{typeof(T).Name}"],
                message,
            },
            Json
        );

    public Task TellAsync(RebuildFinished message) => TellAsync(message, Write(message));

    public Task TellAsync(IEnumerable<Article> articles) =>
        Parallel.ForEachAsync(
            articles,
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (article, _) =>
            {
                var message = new ArticlePublished { Article = article };
                await TellAsync(message, Write(message));
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task TellAsync<T>(T _, byte[] body)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = "application/vnd.masstransit+json",
        };
        await _channel.BasicPublishAsync(
            $"Syndication.Contracts:{typeof(T).Name}",
            routingKey: "",
            mandatory: true,
            properties,
            body
        );
    }
}
