using System.Diagnostics;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Outbox;

/// <summary>A row of the outbox as the message that it stands for.</summary>
internal sealed record OutboxMessage(long Seq, Guid MessageId, OutboxKind Kind, string Json)
{
    /// <summary>One of <c>Syndication.Contracts</c>.</summary>
    public object ToContract() =>
        Kind switch
        {
            OutboxKind.ArticlePublished => Published(StoredArticle.FromJson(Json), replay: false),
            OutboxKind.ArticleRevised => Revised(StoredArticle.FromJson(Json)),
            OutboxKind.ArticleRetracted => Retracted(StoredArticle.FromJson(Json), replay: false),
            OutboxKind.CategoryDefined => JsonSerializer.Deserialize<CategoryDefined>(
                Json,
                HouseJson.Options
            )!,
            OutboxKind.RebuildRequested => JsonSerializer.Deserialize<RebuildRequested>(
                Json,
                HouseJson.Options
            )!,
            _ => throw new UnreachableException($"{Kind}"),
        };

    /// <summary>What tells a projection where an article stands now.</summary>
    public static object Replay(StoredArticle article) =>
        article.State == ArticleState.Published
            ? Published(article, replay: true)
            : Retracted(article, replay: true);

    private static ArticlePublished Published(StoredArticle article, bool replay) =>
        new() { Article = article.ToContract(), Replay = replay };

    private static ArticleRevised Revised(StoredArticle article) =>
        new() { Article = article.ToContract(), Significant = article.Significant };

    private static ArticleRetracted Retracted(StoredArticle article, bool replay) =>
        new()
        {
            ArticleId = article.Id,
            Revision = article.Revision,
            RetractedAt = article.RevisedAt,
            Categories = article.Categories,
            Reason = article.Reason,
            Replay = replay,
        };
}
