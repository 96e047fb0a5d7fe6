using Syndication.Ingest.Categories;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Every way in goes through here: check, apply the category policy, store with its outbox row.</summary>
internal sealed class ArticleIntake(ArticleParser parser, CategoryBook book, WriteQueue writes)
{
    /// <summary>Checks an input; the costly part, which may run beside others.</summary>
    public ArticleDraft? Check(ArticleInput input, FieldErrors errors) =>
        parser.Parse(input, errors) is { } draft ? Sort(draft, errors) : null;

    /// <summary>Takes an article, new or known by its guid or url.</summary>
    public Task<Intake> TakeAsync(ArticleInput input, CancellationToken ct) =>
        TakeAsync(input, Arrival.ByApi, ct);

    /// <summary>The same for one that came another way.</summary>
    public Task<Intake> TakeAsync(ArticleInput input, Arrival arrival, CancellationToken ct)
    {
        var errors = new FieldErrors();
        return Check(input, errors) is { } draft
            ? writes.SubmitAsync(new TakeArticle(draft with { Arrival = arrival }), ct)
            : Task.FromResult<Intake>(new Intake.Refused(errors));
    }

    /// <summary>Replaces a named article.</summary>
    public Task<Intake> ReplaceAsync(
        Guid id,
        ArticleInput input,
        Precondition condition,
        CancellationToken ct
    )
    {
        var errors = new FieldErrors();
        return Check(input, errors) is { } draft
            ? writes.SubmitAsync(new ReplaceArticle(id, draft, condition), ct)
            : Task.FromResult<Intake>(new Intake.Refused(errors));
    }

    /// <summary>Withdraws a named article.</summary>
    public Task<Intake> RetractAsync(Guid id, string? reason, Precondition condition, CancellationToken ct) =>
        writes.SubmitAsync(new RetractArticle(id, reason, condition), ct);

    private ArticleDraft? Sort(ArticleDraft draft, FieldErrors errors)
    {
        var verdict = book.Policy.Judge(draft.Content.UnknownCategories);
        if (verdict.Refuses)
        {
            errors.Add("categories", $"None is allowed; blocked: {string.Join(", ", verdict.Blocked)}.");
            return null;
        }
        return draft with
        {
            Blocked = book.Policy.Blocked,
            Content = draft.Content with
            {
                Categories = verdict.Allowed,
                UnknownCategories = verdict.Unknown,
            },
        };
    }
}
