using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Categories;

/// <summary>
/// Takes blocked categories off an article that was filed under them before. Readers of its other categories get a
/// revision; one that bears nothing else is withdrawn, as it would be refused at the door.
/// </summary>
internal sealed class CategoryBan(Guid id, IReadOnlySet<string> blocked)
    : NamedArticleWrite(id, Precondition.None)
{
    protected override Intake Decide(WriteSession session, StoredArticle current) =>
        Apply(current, blocked, session.Now) is { } next
            ? new Intake.Revised(next)
            : new Intake.Unchanged(current);

    /// <summary>The next revision; null where nothing is to be done. Pure.</summary>
    public static StoredArticle? Apply(
        StoredArticle current,
        IReadOnlySet<string> blocked,
        DateTimeOffset now
    )
    {
        if (current.State == ArticleState.Retracted || !current.Categories.Any(blocked.Contains))
            return null;
        List<string> left = [.. current.Categories.Where(slug => !blocked.Contains(slug))];
        if (left.Count == 0)
            return ArticleDesk.Retract(
                current,
                $"Every category it was in is blocked: {string.Join(", ", current.Categories)}.",
                now
            );
        return current with
        {
            Revision = current.Revision + 1,
            RevisedAt = now,
            Categories = left,
            FiledUnder = [.. current.FiledUnder.Where(slug => !blocked.Contains(slug))],
            Significant = false,
        };
    }
}
