using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Replaces a named article, and so may bring it back after a retraction.</summary>
internal sealed class ReplaceArticle(Guid id, ArticleDraft draft, Precondition condition)
    : NamedArticleWrite(id, condition)
{
    public override IEnumerable<string> Keys => ArticleKey.Of(draft.Content);

    protected override Intake Decide(WriteSession session, StoredArticle current)
    {
        var rightful = draft.Content.Guid is { } guid ? session.FindByKey(ArticleKey.OfGuid(guid)) : null;
        if (rightful is not null && rightful.Id != current.Id)
            return GuidTaken();
        return ArticleDesk.Take(current, draft, republish: true, session.Now) switch
        {
            // On record as the newsroom's word, so that no source's next poll undoes it.
            Intake.Revised(var article) => new Intake.Revised(
                Voices.WithWord(article, draft, draft.Content.Fingerprint())
            ),
            var other => other,
        };
    }

    private static Intake.Refused GuidTaken()
    {
        var errors = new FieldErrors();
        errors.Add("guid", "Another article has this guid.");
        return new(errors);
    }
}
