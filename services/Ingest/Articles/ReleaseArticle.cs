using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Publishes an article whose embargo is over; changes nothing if the newsroom was quicker.</summary>
internal sealed class ReleaseArticle(Guid id) : NamedArticleWrite(id, Precondition.None)
{
    protected override Intake Decide(WriteSession session, StoredArticle current) =>
        ArticleDesk.Release(current, session.Now) is { } released
            ? new Intake.Revised(released)
            : new Intake.Unchanged(current);
}
