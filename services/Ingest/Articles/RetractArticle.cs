using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Withdraws an article; a second time changes nothing.</summary>
internal sealed class RetractArticle(Guid id, string? reason, Precondition condition)
    : NamedArticleWrite(id, condition)
{
    protected override Intake Decide(WriteSession session, StoredArticle current) =>
        ArticleDesk.Retract(current, reason, session.Now) is { } retracted
            ? new Intake.Revised(retracted)
            : new Intake.Unchanged(current);
}
