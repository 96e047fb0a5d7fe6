using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>A write that names its article; <paramref name="condition"/> is what the caller knows of it.</summary>
internal abstract class NamedArticleWrite(Guid id, Precondition condition) : PendingWrite<Intake>
{
    public override IEnumerable<Guid> Ids => [id];

    protected override Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        Intake intake = session.Find(id) switch
        {
            null => new Intake.Unknown(),
            var current when !condition.Allows(current.Revision) => new Intake.Overtaken(current.Revision),
            var current => Decide(session, current),
        };
        session.Save(intake, Keys);
        return Task.FromResult(intake);
    }

    protected abstract Intake Decide(WriteSession session, StoredArticle current);
}
