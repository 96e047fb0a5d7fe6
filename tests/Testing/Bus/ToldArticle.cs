using System.Text.Json;

namespace Syndication.Testing.Bus;

/// <summary>One message about an article, as it lay on the bus.</summary>
/// <param name="MessageId">The same for each attempt at one event.</param>
/// <param name="ArticleId">Whom it is about.</param>
/// <param name="Revision">Which revision it tells.</param>
/// <param name="Title">The article's title in it; null where it was withdrawn.</param>
public sealed record ToldArticle(Guid MessageId, Guid ArticleId, int Revision, string? Title)
{
    /// <summary>Out of MassTransit's envelope.</summary>
    public static ToldArticle Read(ReadOnlyMemory<byte> body)
    {
        using var envelope = JsonDocument.Parse(body);
        var id = envelope.RootElement.GetProperty("messageId").GetGuid();
        var message = envelope.RootElement.GetProperty("message");
        return message.TryGetProperty("article", out var article)
            ? new(
                id,
                article.GetProperty("id").GetGuid(),
                article.GetProperty("revision").GetInt32(),
                article.GetProperty("title").GetString()
            )
            : new(
                id,
                message.GetProperty("articleId").GetGuid(),
                message.GetProperty("revision").GetInt32(),
                Title: null
            );
    }
}
