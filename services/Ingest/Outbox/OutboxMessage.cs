using System.Diagnostics;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Outbox;

/// <summary>A row of the outbox with the message that it stands for, one of <c>Syndication.Contracts</c>.</summary>
internal sealed record OutboxMessage(long Seq, Guid MessageId, object Message)
{
    /// <summary>Another instance may tell it after this.</summary>
    public required DateTimeOffset LeasedUntil { get; init; }

    /// <summary>The article it is about, if it is about one.</summary>
    public Guid? ArticleId =>
        Message switch
        {
            ArticlePublished { Article: var article } => article.Id,
            ArticleRevised { Article: var article } => article.Id,
            ArticleRetracted { ArticleId: var id } => id,
            ArticleEmbargoed { ArticleId: var id } => id,
            ArticleStanding { ArticleId: var id } => id,
            _ => null,
        };

    /// <summary>True where nobody need be there to hear it: only whoever raises alerts holds any back.</summary>
    public bool IsOptional => Message is ArticleEmbargoed or ArticleStanding;

    /// <summary>Characters of the text it holds, more or less.</summary>
    public long Weight =>
        Message switch
        {
            ArticlePublished { Article: var article } => WeightOf(article),
            ArticleRevised { Article: var article } => WeightOf(article),
            _ => 0,
        };

    /// <summary>As read back: its text is the row's own body, or its revision's document.</summary>
    public static OutboxMessage Of(UntoldRow row) =>
        new(row.Seq, row.MessageId, Read(row.Kind, row.Json)) { LeasedUntil = row.LeasedUntil };

    private static object Read(OutboxKind kind, string json) =>
        kind switch
        {
            OutboxKind.CategoryDefined => JsonSerializer.Deserialize<CategoryDefined>(
                json,
                HouseJson.Options
            )!,
            OutboxKind.RebuildRequested => JsonSerializer.Deserialize<RebuildRequested>(
                json,
                HouseJson.Options
            )!,
            _ => About(kind, StoredArticle.FromJson(json)),
        };

    /// <summary>What a row of this kind tells of an article's revision.</summary>
    public static object About(OutboxKind kind, StoredArticle article) =>
        kind switch
        {
            OutboxKind.ArticlePublished => Published(article, replay: false),
            OutboxKind.ArticleRevised => Revised(article),
            OutboxKind.ArticleRetracted => Retracted(article, replay: false),
            OutboxKind.ArticleEmbargoed => new ArticleEmbargoed
            {
                ArticleId = article.Id,
                Revision = article.Revision,
                Until = article.EmbargoUntil ?? article.RevisedAt,
            },
            OutboxKind.ArticleStanding => article.ToStanding(),
            _ => throw new UnreachableException($"{kind}"),
        };

    /// <summary>What tells a projection where an article stands now.</summary>
    public static object Replay(StoredArticle article) =>
        article.State == ArticleState.Published
            ? Published(article, replay: true)
            : Retracted(article, replay: true);

    private static long WeightOf(Article article) =>
        article.Title.Length + (article.Summary?.Length ?? 0) + (article.Content?.Length ?? 0);

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
