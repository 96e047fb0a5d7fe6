using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>Throws a quarantined article away; it was never out, so nobody is told.</summary>
internal sealed class DiscardHeld(Guid id, string? reason, Precondition condition)
    : NamedArticleWrite(id, condition)
{
    protected override Intake Decide(WriteSession session, StoredArticle current) =>
        QuarantineDesk.Discard(current, reason, session.Now) is { } discarded
            ? new Intake.Revised(discarded)
            : new Intake.Unchanged(current);
}
