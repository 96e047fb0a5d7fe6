using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>Lets a quarantined article out, filed under <paramref name="categories"/> where the newsroom names any.</summary>
internal sealed class ReleaseHeld(
    Guid id,
    IReadOnlyList<string>? categories,
    CategoryPolicy policy,
    Precondition condition
) : NamedArticleWrite(id, condition)
{
    protected override Intake Decide(WriteSession session, StoredArticle current)
    {
        if (QuarantineDesk.Release(current, Filing(current), session.Now) is not { } released)
            return new Intake.Unchanged(current);
        // Its categories may have been blocked while it waited.
        return current.Categories is not [] && released.Categories is []
            ? NowBlocked(current)
            : new Intake.Revised(released);
    }

    private IReadOnlyList<string>? Filing(StoredArticle current)
    {
        if (categories is not null)
            return categories;
        List<string> left = [.. current.Categories.Where(IsAllowed)];
        return left.Count == current.Categories.Count ? null : left;
    }

    private bool IsAllowed(string slug) => policy.Find(slug) is { State: CategoryState.Allowed };

    private static Intake.Refused NowBlocked(StoredArticle current)
    {
        var errors = new FieldErrors();
        errors.Add(
            "categories",
            $"None of {string.Join(", ", current.Categories)} is allowed any more; name others."
        );
        return new(errors);
    }
}
