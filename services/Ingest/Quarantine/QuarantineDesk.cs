using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Quarantine;

/// <summary>Decides what waits for the newsroom, and what the newsroom's word then does. Pure.</summary>
internal static class QuarantineDesk
{
    /// <summary>The one reason that the sender can remove, by naming a category that exists.</summary>
    public const string NoneKnown = "None of its categories is known.";

    /// <summary>Why a revision must wait; null where it need not.</summary>
    /// <param name="content">Its categories judged.</param>
    /// <param name="current">What is stored of the same article, if anything.</param>
    /// <param name="arrival">How it came.</param>
    public static string? HoldOf(ArticleContent content, StoredArticle? current, Arrival arrival) =>
        arrival.HoldReason
        ?? (
            // Held by more than its categories: an edit by whoever sent it does not free it.
            current is { State: ArticleState.Quarantined, QuarantineReason: { } held }
            && held != NoneKnown
                ? held
            // Default-deny: an article that names categories, none of which is known, waits for the newsroom.
            : content is { Categories: [], UnknownCategories: not [] } && current?.Released != true
                ? NoneKnown
            : null
        );

    /// <summary>
    /// The content under the slugs that the newsroom filed the article under. Only somebody who names the article itself,
    /// and categories that exist, files it otherwise.
    /// </summary>
    public static ArticleContent Refile(
        ArticleContent content,
        StoredArticle current,
        bool byName,
        IReadOnlySet<string> blocked
    )
    {
        // A category may have been blocked since, while the article was withdrawn.
        List<string> filed = [.. current.FiledUnder.Where(slug => !blocked.Contains(slug))];
        return filed is [] || (byName && content.Categories is not [])
            ? content
            : content with
            {
                Categories = filed,
            };
    }

    /// <summary>What remains of the newsroom's filing in the next revision.</summary>
    public static IReadOnlyList<string> StillFiled(ArticleContent content, StoredArticle current) =>
        content.Categories.SequenceEqual(current.FiledUnder, StringComparer.Ordinal)
            ? current.FiledUnder
            : [];

    /// <summary>The revision that lets an article out; null when it is not quarantined.</summary>
    /// <param name="current">As it stands.</param>
    /// <param name="categories">Slugs to file it under; null leaves those that it has.</param>
    /// <param name="now">When the newsroom said so.</param>
    public static StoredArticle? Release(
        StoredArticle current,
        IReadOnlyList<string>? categories,
        DateTimeOffset now
    )
    {
        if (current.State != ArticleState.Quarantined)
            return null;
        var until = current.EmbargoUntil > now ? current.EmbargoUntil : null;
        return current with
        {
            Revision = current.Revision + 1,
            State = until is null ? ArticleState.Published : ArticleState.Embargoed,
            RevisedAt = now,
            EmbargoUntil = until,
            EverPublished = current.EverPublished || until is null,
            Categories = categories ?? current.Categories,
            FiledUnder = categories ?? current.FiledUnder,
            Released = true,
            QuarantineReason = null,
        };
    }

    /// <summary>The revision that throws an article away; null when it is not quarantined.</summary>
    public static StoredArticle? Discard(StoredArticle current, string? reason, DateTimeOffset now) =>
        current.State == ArticleState.Quarantined
            ? ArticleDesk.Retract(
                current,
                reason ?? $"Discarded from quarantine: {current.QuarantineReason ?? NoneKnown}",
                now
            )
            : null;
}
