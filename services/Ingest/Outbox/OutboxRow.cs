using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Outbox;

/// <summary>An event that is to be told: written with what it tells of, in one transaction.</summary>
internal sealed class OutboxRow
{
    /// <summary>Order of writing; rows may become visible in another order, so nobody asks for "greater than the last".</summary>
    public long Seq { get; init; }

    /// <summary>The same for each attempt.</summary>
    public Guid MessageId { get; init; }

    public OutboxKind Kind { get; init; }

    /// <summary>With <see cref="Revision"/>: the document is that revision's, not copied here.</summary>
    public Guid? ArticleId { get; init; }
    public int? Revision { get; init; }

    /// <summary>The message as JSON where it is about no article.</summary>
    public string? Body { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set once the bus has taken it; such rows are kept for a while, because the broker is never the only copy.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The instance that tells it now, and until when no other may.</summary>
    public Guid? LeasedBy { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>The row that tells of <paramref name="next"/>; null where readers need not know.</summary>
    public static OutboxRow? Of(StoredArticle? previous, StoredArticle next)
    {
        var wasOut = previous?.State == ArticleState.Published;
        var isOut = next.State == ArticleState.Published;
        OutboxKind? kind = (wasOut, isOut) switch
        {
            (false, true) => OutboxKind.ArticlePublished,
            (true, true) => OutboxKind.ArticleRevised,
            (true, false) => OutboxKind.ArticleRetracted,
            _ when IsEmbargo(previous, next) => OutboxKind.ArticleEmbargoed,
            // Whoever heard of the embargo hears of its end; nobody else, for it never was out.
            _ when previous?.State == ArticleState.Embargoed && next.State != ArticleState.Embargoed =>
                OutboxKind.ArticleStanding,
            // Whoever would alert readers of it must know that nobody may.
            _ when next.State == ArticleState.Quarantined && previous?.State != ArticleState.Quarantined =>
                OutboxKind.ArticleStanding,
            _ => null,
        };
        return kind is not { } told
            ? null
            : new()
            {
                MessageId = Guid.CreateVersion7(next.RevisedAt),
                Kind = told,
                ArticleId = next.Id,
                Revision = next.Revision,
                CreatedAt = next.RevisedAt,
            };
    }

    // New, or moved.
    private static bool IsEmbargo(StoredArticle? previous, StoredArticle next) =>
        next.State == ArticleState.Embargoed
        && (previous?.State != ArticleState.Embargoed || previous.EmbargoUntil != next.EmbargoUntil);

    public static OutboxRow Of(CategoryDefined category, DateTimeOffset now) =>
        Of(OutboxKind.CategoryDefined, JsonSerializer.Serialize(category, HouseJson.Options), now);

    public static OutboxRow Of(RebuildRequested request, DateTimeOffset now) =>
        Of(OutboxKind.RebuildRequested, JsonSerializer.Serialize(request, HouseJson.Options), now);

    private static OutboxRow Of(OutboxKind kind, string body, DateTimeOffset now) =>
        new()
        {
            MessageId = Guid.CreateVersion7(now),
            Kind = kind,
            Body = body,
            CreatedAt = now,
        };
}
