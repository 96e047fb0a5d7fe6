using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Webhooks;

/// <summary>The bodies of events: <c>type</c>, <c>timestamp</c>, <c>data</c> (Standard Webhooks, "Payload structure").</summary>
internal static class WebhookPayload
{
    /// <summary>An article as its followers may see it; its text is at its address, as bodies are to be small.</summary>
    public static string Of(string type, Article article, bool isSignificant, DateTimeOffset now) =>
        Write(
            type,
            now,
            new
            {
                article.Id,
                FeedId = FeedId(article.Id),
                article.Revision,
                State = PublicationState.Published,
                article.Url,
                article.Title,
                article.Summary,
                article.Authors,
                article.Categories,
                article.Tags,
                article.Language,
                article.PublishedAt,
                article.UpdatedAt,
                article.RevisedAt,
                article.Image,
                article.Enclosures,
                article.Source,
                article.Breaking,
                article.Correction,
                Significant = isSignificant,
            }
        );

    /// <summary>An article that is taken back; why is the newsroom's own business.</summary>
    public static string Of(ArticleRetracted retracted, DateTimeOffset now) =>
        Write(
            WebhookTypes.ArticleRetracted,
            now,
            new
            {
                Id = retracted.ArticleId,
                FeedId = FeedId(retracted.ArticleId),
                retracted.Revision,
                State = PublicationState.Retracted,
                retracted.Categories,
                retracted.RetractedAt,
            }
        );

    /// <summary>An alert as it stands now.</summary>
    public static string Of(string type, Alert alert, DateTimeOffset now) =>
        Write(
            type,
            now,
            new
            {
                alert.Id,
                alert.ArticleId,
                alert.FeedId,
                alert.Sequence,
                // For whoever hears of it, it is out.
                State = alert.State == AlertState.Sending ? AlertState.Sent : alert.State,
                alert.Level,
                alert.Title,
                alert.Body,
                alert.Url,
                alert.Image,
                alert.Topics,
                alert.Exclude,
                alert.Language,
                alert.Note,
                alert.SentAt,
            }
        );

    /// <summary>What proves that an endpoint can be reached, and says nothing.</summary>
    public static string Test(Guid webhookId, DateTimeOffset now) =>
        Write(WebhookTypes.Test, now, new { WebhookId = webhookId });

    private static string Write<T>(string type, DateTimeOffset timestamp, T data) =>
        JsonSerializer.Serialize(
            new
            {
                Type = type,
                Timestamp = timestamp,
                Data = data,
            },
            HouseJson.Options
        );

    private static string FeedId(Guid articleId) => $"urn:uuid:{articleId}";
}
