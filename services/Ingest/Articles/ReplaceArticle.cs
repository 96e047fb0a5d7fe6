using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Replaces a named article, and so may bring it back after a retraction.</summary>
internal sealed class ReplaceArticle(Guid id, ArticleDraft draft, Precondition condition)
    : NamedArticleWrite(id, condition)
{
    public override IEnumerable<string> Keys => ArticleKey.Of(draft.Content);

    protected override Intake Decide(WriteSession session, StoredArticle current)
    {
        var rightful = session.Find(draft.Content.Guid, url: null);
        return rightful is not null && rightful.Id != current.Id
            ? GuidTaken()
            : ArticleDesk.Take(current, draft, republish: true, session.Now);
    }

    private static Intake.Refused GuidTaken()
    {
        var errors = new FieldErrors();
        errors.Add("guid", "Another article has this guid.");
        return new(errors);
    }
}
