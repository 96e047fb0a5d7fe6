using Syndication.Ingest.Quarantine;

namespace Syndication.Ingest.Articles;

/// <summary>Decides what becomes of an article. Pure: same arguments, same answer.</summary>
internal static class ArticleDesk
{
    /// <summary>A draft against what is stored of the same article.</summary>
    /// <param name="current">The current revision, if the article is known.</param>
    /// <param name="draft">Its categories already judged.</param>
    /// <param name="republish">The caller names this very article, and so may bring it back after a retraction.</param>
    /// <param name="now">When it came in.</param>
    public static Intake Take(StoredArticle? current, ArticleDraft draft, bool republish, DateTimeOffset now)
    {
        var content = WithEmbargo(draft.Content, now);
        if (current is null)
            return new Intake.Created(First(content, draft, now));
        if (current.State == ArticleState.Retracted && !republish)
            return new Intake.StaysRetracted(current);
        if (current.EverPublished && content.EmbargoUntil is not null)
            return TooLateForEmbargo();
        content = QuarantineDesk.Refile(
            content with
            {
                Guid = content.Guid ?? current.Guid,
            },
            current,
            republish,
            draft.Blocked
        );
        if (current.State != ArticleState.Retracted && content.Fingerprint() == current.Fingerprint())
            return new Intake.Unchanged(current);
        // What readers see must neither vanish nor be spoilt by an edit that nobody has looked at.
        if (current.State == ArticleState.Published && draft.Arrival.HoldReason is { } reason)
            return new Intake.Held(current, reason);
        return new Intake.Revised(Next(current, content, draft, now));
    }

    /// <summary>The revision that withdraws <paramref name="current"/>; null when it is withdrawn already.</summary>
    public static StoredArticle? Retract(StoredArticle current, string? reason, DateTimeOffset now) =>
        current.State == ArticleState.Retracted
            ? null
            : current with
            {
                Revision = current.Revision + 1,
                State = ArticleState.Retracted,
                RevisedAt = now,
                Significant = false,
                Reason = reason,
                QuarantineReason = null,
            };

    /// <summary>The revision that ends an article which turned out to be another one.</summary>
    /// <param name="twin">Not retracted.</param>
    /// <param name="survivor">What it is from now on.</param>
    /// <param name="now">When that was found.</param>
    public static StoredArticle Absorb(StoredArticle twin, StoredArticle survivor, DateTimeOffset now) =>
        Retract(twin, $"The same article as {survivor.Id}.", now)! with
        {
            DuplicateOf = survivor.Id,
        };

    /// <summary>The revision that ends an embargo; null when there is none to end.</summary>
    public static StoredArticle? Release(StoredArticle current, DateTimeOffset now) =>
        current.State != ArticleState.Embargoed || current.EmbargoUntil > now
            ? null
            : current with
            {
                Revision = current.Revision + 1,
                State = ArticleState.Published,
                RevisedAt = now,
                EmbargoUntil = null,
                EverPublished = true,
            };

    private static StoredArticle First(ArticleContent content, ArticleDraft draft, DateTimeOffset now)
    {
        var published = Published(content, draft, now);
        var hold = QuarantineDesk.HoldOf(content, current: null, draft.Arrival);
        var state = StateOf(content, hold);
        return new(content)
        {
            Id = System.Guid.CreateVersion7(now),
            Revision = 1,
            State = state,
            ReceivedAt = now,
            RevisedAt = now,
            PublishedAt = published,
            UpdatedAt = Between(draft.UpdatedAt ?? published, published, now),
            Significant = draft.Significant,
            EverPublished = state == ArticleState.Published,
            SourceId = draft.Arrival.SourceId,
            QuarantineReason = hold,
        };
    }

    private static StoredArticle Next(
        StoredArticle current,
        ArticleContent content,
        ArticleDraft draft,
        DateTimeOffset now
    )
    {
        var published = current.EverPublished ? current.PublishedAt : Published(content, draft, now);
        var hold = QuarantineDesk.HoldOf(content, current, draft.Arrival);
        var state = StateOf(content, hold);
        return new(content)
        {
            Id = current.Id,
            Revision = current.Revision + 1,
            State = state,
            ReceivedAt = current.ReceivedAt,
            RevisedAt = now,
            PublishedAt = published,
            UpdatedAt = Updated(current, published, draft, now),
            Significant = draft.Significant,
            EverPublished = current.EverPublished || state == ArticleState.Published,
            SourceId = current.SourceId,
            Senders = current.Senders,
            QuarantineReason = hold,
            Released = current.Released && hold is null,
            FiledUnder = QuarantineDesk.StillFiled(content, current),
        };
    }

    private static DateTimeOffset Updated(
        StoredArticle current,
        DateTimeOffset published,
        ArticleDraft draft,
        DateTimeOffset now
    )
    {
        if (!current.EverPublished)
            return Between(draft.UpdatedAt ?? published, published, now);
        if (!draft.Significant)
            return current.UpdatedAt;
        // Moved forward in any case: a sender's clock may lag.
        return draft.UpdatedAt is { } told && told > current.UpdatedAt && told <= now ? told : now;
    }

    private static ArticleState StateOf(ArticleContent content, string? hold) =>
        hold is not null ? ArticleState.Quarantined
        : content.EmbargoUntil is not null ? ArticleState.Embargoed
        : ArticleState.Published;

    // Not in the future: a reader would hold such an entry above all news until then.
    private static DateTimeOffset Published(ArticleContent content, ArticleDraft draft, DateTimeOffset now) =>
        content.EmbargoUntil ?? (draft.PublishedAt is { } told && told < now ? told : now);

    private static DateTimeOffset Between(DateTimeOffset instant, DateTimeOffset from, DateTimeOffset to) =>
        instant < from || to < from ? from
        : instant > to ? to
        : instant;

    private static ArticleContent WithEmbargo(ArticleContent content, DateTimeOffset now) =>
        content.EmbargoUntil is { } until && until <= now ? content with { EmbargoUntil = null } : content;

    private static Intake.Refused TooLateForEmbargo()
    {
        var errors = new FieldErrors();
        errors.Add(
            "embargoUntil",
            "The article is out already; an embargo cannot be added. Retract it instead."
        );
        return new(errors);
    }
}
